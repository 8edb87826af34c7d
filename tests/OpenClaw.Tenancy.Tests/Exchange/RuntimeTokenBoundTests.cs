using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>Whatever goes wrong while a runtime's token is made, there is none, and why is told.</summary>
public sealed class RuntimeTokenBoundTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public async Task Claim_that_ends_within_the_second_makes_none(int milliseconds)
    {
        await using ExchangeWorld world = await StartAsync();
        world.Time.Advance(TimeSpan.FromMilliseconds(500));
        AccessPermit permit = await PermitAsync(world);
        world.Time.Advance(permit.Claim.ExpiresAt - world.Time.Now - TimeSpan.FromMilliseconds(500 - milliseconds));

        await RefusedAsync(world, permit, DenyReason.Expired, "expired");
    }

    [Fact]
    public async Task None_of_what_was_asked_for_makes_none()
    {
        await using ExchangeWorld world = await StartAsync();

        await RefusedAsync(
            world, await PermitAsync(world), DenyReason.ScopeMissing, "no_scope", new RuntimeTokenRequest { Scopes = [TenantScopedScope.ForTenant("operator.admin", TestWorld.Acme)] });
    }

    // The issuer's own text for it means another tenant.
    [Fact]
    public async Task Tenant_that_the_issuer_may_not_speak_for_has_no_runtime()
    {
        await using ExchangeWorld world = await StartAsync(cells: static o => o.Speaks.Map("acme", TestWorld.Globex));

        await RefusedAsync(world, await PermitAsync(world), DenyReason.PolicyDenied, "no_runtime");
    }

    [Fact]
    public async Task Mint_that_fails_makes_none()
    {
        await using ExchangeWorld world = await StartAsync(static (_, _) => throw new IOException("the key is in /run/secrets"));

        await RefusedAsync(world, await PermitAsync(world), DenyReason.DependencyUnavailable, "mint_fault");
    }

    [Fact]
    public async Task Holder_who_is_revoked_meanwhile_has_none()
    {
        await using ExchangeWorld world = await StartAsync(static (_, directory) => directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true));

        await RefusedAsync(world, await PermitAsync(world), DenyReason.Revoked, "revoked");
    }

    [Fact]
    public async Task Tenant_that_is_given_another_runtime_meanwhile_has_none()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(static b => b.Services.AddKeyedSingleton<ITenantTokenIssuer>(
            ExchangeWorld.Cells, static (s, _) => new MovingMint(s.GetRequiredService<IDirectoryWriter>())));
        await world.WriteAsync(DirectoryChange.Describe(TestWorld.Acme, null, null, "cell-acme", null));

        await RefusedAsync(world, await PermitAsync(world), DenyReason.PolicyDenied, "no_runtime");
    }

    [Fact]
    public async Task Life_is_a_second_or_more_and_what_is_missing_is_named()
    {
        await using ExchangeWorld world = await StartAsync();
        AccessPermit permit = await PermitAsync(world);

        RuntimeTokenResult issued = await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest { Lifetime = TimeSpan.FromSeconds(1) }, ExchangeWorld.Cancel);
        Assert.Equal((true, DenyReason.None, null, "cell-acme"), (issued.IsIssued, issued.Reason, issued.Detail, issued.RuntimeId));
        foreach (TimeSpan shorter in (TimeSpan[])[TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1), TimeSpan.Zero, TimeSpan.MinValue])
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
                "request", async () => await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest { Lifetime = shorter }, ExchangeWorld.Cancel));
        }

        await Assert.ThrowsAsync<ArgumentNullException>("request", async () => await world.Runtimes.IssueAsync(permit, null!, ExchangeWorld.Cancel));
    }

    private static async Task<ExchangeWorld> StartAsync(Action<ManualTime, TenantDirectory>? before = null, Action<Tokens.TokenIssuerOptions>? cells = null)
    {
        ExchangeWorld world = await ExchangeWorld.StartAsync(b => MintSpy.PutBefore(b, ExchangeWorld.Cells, before ?? (static (_, _) => { })), cells: cells);
        await world.WriteAsync(DirectoryChange.Describe(TestWorld.Acme, null, null, "cell-acme", null));
        return world;
    }

    private static async Task<AccessPermit> PermitAsync(ExchangeWorld world) => (await world.Engine.AuthorizeAsync(
        new AccessRequest(world.World.Claim(TestWorld.Acme, "operator.read"), world.Runtimes.Issue, ResourceRef.Collection(TestWorld.Acme), world.Time.Now))).Permit!;

    private static async Task RefusedAsync(ExchangeWorld world, AccessPermit permit, DenyReason reason, string detail, RuntimeTokenRequest? request = null)
    {
        RuntimeTokenResult result = await world.Runtimes.IssueAsync(permit, request ?? new RuntimeTokenRequest(), ExchangeWorld.Cancel);

        Assert.Equal((null, null, reason, detail), (result.Token, result.RuntimeId, result.Reason, result.Detail));
        Assert.Equal((TestWorld.Acme, "runtime_tokens.issue", reason.ToCode()), (world.Ledger.Emitted[^1].Tenant, world.Ledger.Emitted[^1].Action, world.Ledger.Emitted[^1].ReasonCode));
    }

    /// <summary>Gives the tenant another runtime when the token is made already.</summary>
    private sealed class MovingMint(IDirectoryWriter writer) : ITenantTokenIssuer
    {
        public async ValueTask<string> IssueAsync(TenantTokenRequest request, CancellationToken cancellationToken)
        {
            (await writer.WriteAsync(DirectoryChange.Describe(request.Tenant, null, null, "cell-9", null), cancellationToken)).RequireApplied();
            return "a token for cell-acme";
        }
    }
}
