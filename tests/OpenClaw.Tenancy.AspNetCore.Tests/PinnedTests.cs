using System.Net;
using Microsoft.AspNetCore.Builder;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A deployment of one tenant.</summary>
public sealed class PinnedTests
{
    [Theory]
    [InlineData("acme|operator.read", "acme", 200, null)]
    [InlineData("globex|operator.read", "globex", 403, "policy_denied")]
    [InlineData("platform|operator.admin", "platform", 403, "policy_denied")]
    [InlineData("globex", "globex", 403, "policy_denied")]
    [InlineData("acme|operator.read", "globex", 403, "selector_mismatch")]
    [InlineData("globex|operator.read", "acme", 403, "selector_mismatch")]
    public async Task Only_its_own_tenant_is_served(string credential, string header, int status, string? code)
    {
        await using TestApp app = await TestApp.StartAsync(
            a => a.MapGet("/x", () => "x").RequireTenantScope("operator.read"),
            options: o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"));

        Answer answer = await app.GetAsync("/x", credential, ("X-Tenant-Id", header));

        Assert.Equal(((HttpStatusCode)status, code), (answer.Status, answer.Code));
    }
}
