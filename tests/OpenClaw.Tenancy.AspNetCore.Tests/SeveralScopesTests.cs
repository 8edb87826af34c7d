using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>An endpoint that takes two scopes, one of them for an act that must be recorded before it happens.</summary>
public sealed class SeveralScopesTests
{
    private readonly DurableLedger _ledger = new();

    [Theory]
    [InlineData("/things/a1")]
    [InlineData("/things/g1")]
    [InlineData("/things/none")]
    [InlineData("/things/A1")]
    [InlineData("/things")]
    public async Task Missing_one_of_them_is_said_first_and_nothing_is_recorded_as_allowed(string path)
    {
        await using TestApp app = await StartAsync();

        Answer answer = await app.GetAsync(path, "acme|operator.pairing");

        Assert.Equal((403, "scope_missing"), ((int)answer.Status, answer.Code));
        Assert.Empty(_ledger.Appended);
        Assert.Single(_ledger.Emitted);
    }

    [Theory]
    [InlineData("/things/g1", 404)]
    [InlineData("/things/a1/of/g1", 404)]
    [InlineData("/things/a1/of/none", 404)]
    public async Task What_is_refused_at_the_end_leaves_no_record_of_an_act(string path, int status)
    {
        await using TestApp app = await StartAsync();

        Assert.Equal(status, (int)(await app.GetAsync(path, "acme|operator.pairing|operator.read")).Status);
        Assert.Empty(_ledger.Appended);
    }

    [Theory]
    [InlineData("/things")]
    [InlineData("/things/a1")]
    [InlineData("/things/a1/of/a1")]
    public async Task Holder_of_both_is_let_in_and_recorded(string path)
    {
        await using TestApp app = await StartAsync();

        Assert.Equal(200, (int)(await app.GetAsync(path, "acme|operator.pairing|operator.read")).Status);
        Assert.All(_ledger.Appended, e => Assert.Equal("pair", e.Action));
        Assert.NotEmpty(_ledger.Appended);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(
        a =>
        {
            var group = a.MapGroup("/things").RequireTenantScope("operator.pairing", "pair", AccessActionKind.TenantPrivilege).RequireTenantScope("operator.read");
            group.MapGet("", () => "all");
            group.MapGet("/{id}", (string id) => id).OwnedBy<Thing>("id");
            group.MapGet("/{id}/of/{parent}", (string id, string parent) => id + parent).OwnedBy<Thing>("id").OwnedBy<Thing>("parent");
        },
        tenancy => tenancy.UseLedger(_ => _ledger),
        services: s => s.AddSingleton<IResourceOwnerSource<Thing>, Thing>());
}
