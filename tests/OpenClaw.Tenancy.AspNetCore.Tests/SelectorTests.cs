using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Host name, path and header select a tenant: they must agree with the claim and with each other, and alone they let nobody in.</summary>
public sealed class SelectorTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(
        a =>
        {
            a.MapGet("/x", () => "x").RequireTenantScope("operator.read");
            a.MapGet("/t/{tenant}/x", () => "x").RequireTenantScope("operator.read");
        },
        tenancy => tenancy.AddAspNetCore(o => o.SelectorDomain = "agents.example").AddTenants(
            new TenantRegistration(TenantId.From("hooli")) { Hosts = ["hooli.example"] }));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/x", "Accept", "*/*")]
    [InlineData("/x", "X-Tenant-Id", "acme")]
    [InlineData("/t/acme/x", "X-Tenant-Id", "acme")]
    [InlineData("/t/acme/x", "Host", "acme.agents.example")]
    [InlineData("/x", "Host", "acme.agents.example:8080")]
    [InlineData("/x", "Host", "elsewhere.example")]
    [InlineData("/x", "X-Forwarded-Host", "globex.agents.example")]
    [InlineData("/x", "Forwarded", "host=globex.agents.example")]
    public async Task Agreement_lets_through(string path, string header, string value)
    {
        Assert.Equal(HttpStatusCode.OK, (await _app.GetAsync(path, "acme|operator.read", (header, value))).Status);
    }

    [Theory]
    [InlineData("/x", "X-Tenant-Id", "globex")]
    [InlineData("/x", "X-Tenant-Id", "")]
    [InlineData("/x", "X-Tenant-Id", "ACME")]
    [InlineData("/x", "X-Tenant-Id", "acme,acme")]
    [InlineData("/x", "X-Tenant-Id", "acme, globex")]
    [InlineData("/x", "X-Tenant-Id", "../admin/keys")]
    [InlineData("/x", "X-Tenant-Id", "no-such-tenant")]
    [InlineData("/x", "x-tenant-id", "platform")]
    [InlineData("/t/globex/x", "Accept", "*/*")]
    [InlineData("/t/acme/x", "X-Tenant-Id", "globex")]
    [InlineData("/t/Acme/x", "Accept", "*/*")]
    [InlineData("/x", "Host", "globex.agents.example")]
    [InlineData("/x", "Host", "GLOBEX.AGENTS.EXAMPLE")]
    [InlineData("/x", "Host", "globex.agents.example.")]
    [InlineData("/x", "Host", "a.acme.agents.example")]
    [InlineData("/x", "Host", "hooli.example")]
    [InlineData("/x", "Host", "HOOLI.example:443")]
    [InlineData("/t/acme/x", "Host", "globex.agents.example")]
    public async Task Disagreement_is_refused(string path, string header, string value)
    {
        Answer answer = await _app.GetAsync(path, "acme|operator.read", (header, value));

        Assert.Equal((HttpStatusCode.Forbidden, "selector_mismatch"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Header_sent_twice_is_refused_even_when_both_agree()
    {
        Answer answer = await _app.GetAsync("/x", "acme|operator.read", ("X-Tenant-Id", "acme"), ("X-Tenant-Id", "acme"));

        Assert.Equal("selector_mismatch", answer.Code);
    }

    [Theory]
    [InlineData("/x", "X-Tenant-Id", "acme")]
    [InlineData("/t/acme/x", "X-Tenant-Id", "acme")]
    [InlineData("/x", "Host", "acme.agents.example")]
    public async Task Selector_alone_lets_nobody_in(string path, string header, string value)
    {
        Answer answer = await _app.GetAsync(path, credential: null, (header, value));

        Assert.Equal((HttpStatusCode.Unauthorized, "claim_missing"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(".agents.example", "X-Tenant-Id", "SelectorDomain")]
    [InlineData("https://agents.example", "X-Tenant-Id", "SelectorDomain")]
    [InlineData("agents.example:443", "X-Tenant-Id", "SelectorDomain")]
    [InlineData("", "X-Tenant-Id", "SelectorDomain")]
    [InlineData("agents.example", "X Tenant", "SelectorHeader")]
    [InlineData("agents.example", "", "SelectorHeader")]
    public async Task Selector_that_could_never_be_read_refuses_the_start(string domain, string header, string named)
    {
        await using WebApplication app = TestApp.Build(
            a => a.UseTenancy(), tenancy => tenancy.AddAspNetCore(o => (o.SelectorDomain, o.SelectorHeader) = (domain, header)));

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());

        Assert.Contains(named, Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}
