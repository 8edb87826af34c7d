using Microsoft.IdentityModel.JsonWebTokens;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>A control plane's token is for the runtime that is registered for the caller's own tenant, and holds no more than he does.</summary>
public sealed class RuntimeTokenTests
{
    private static readonly TenantId Hooli = TenantId.From("hooli");
    private static readonly TenantId Umbrella = TenantId.From("umbrella");

    [Fact]
    public async Task Issue_IsForTheRegisteredRuntimeAndNoOther()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        foreach ((TenantId tenant, string runtime) in ((TenantId, string)[])[(Hooli, "cell-hooli"), (Umbrella, "cell-umbrella")])
        {
            string subject = $"alice-{tenant}";
            string user = (await world.JoinAsync(tenant, subject)).ToString();
            AccessPermit permit = await PermitAsync(world, subject, tenant);

            RuntimeTokenResult result = await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest(), ExchangeWorld.Cancel);

            var token = new JsonWebToken(result.Token);
            Assert.Equal((runtime, runtime, ExchangeWorld.Cells), (result.RuntimeId, token.Audiences.Single(), token.Issuer));
            Assert.Equal((user, tenant.ToString()), (token.Subject, token.GetClaim("tenant_id").Value));
            Assert.Equal([$"operator.read@{tenant}", $"operator.write@{tenant}"], token.Claims.Where(static c => c.Type == "scopes").Select(static c => c.Value));
            Assert.Equal(world.Time.Now.AddMinutes(2), result.ExpiresAt);
            Assert.False(token.TryGetPayloadValue("gen", out long _));
            Assert.Equal(nameof(RuntimeTokenResult), result.ToString());
        }
    }

    [Fact]
    public async Task Issue_EachCallIsAnotherToken()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(Hooli, "alice");
        AccessPermit permit = await PermitAsync(world, "alice", Hooli);

        string[] ids = new string[3];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = new JsonWebToken((await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest(), ExchangeWorld.Cancel)).Token).Id;
        }

        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task Issue_ARecordStandsBeforeIt()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(Hooli, "alice");
        string token = await world.TokenAsync("alice", "hooli");
        world.Ledger.BeforeAppend = static (_, _) => throw new IOException("disk full");
        AccessRequest request = await RequestAsync(world, token, Hooli);

        Assert.Equal(DenyReason.AuditUnavailable, (await world.Engine.AuthorizeAsync(request)).Decision.Reason);
        world.Ledger.BeforeAppend = static (_, _) => ValueTask.CompletedTask;
        Assert.True((await world.Engine.AuthorizeAsync(request)).IsAllowed);
        Assert.Equal((Hooli, "runtime_tokens.issue"), (world.Ledger.Appended[^1].Tenant, world.Ledger.Appended[^1].Action));
    }

    [Fact]
    public async Task Issue_TenantWithoutARuntime_IsRefusedAndRecorded()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");

        RuntimeTokenResult result = await world.Runtimes.IssueAsync(
            await PermitAsync(world, "alice", TestWorld.Acme), new RuntimeTokenRequest { CorrelationId = "corr-2" }, ExchangeWorld.Cancel);

        Assert.Equal((null, null, DenyReason.PolicyDenied, "no_runtime"), (result.Token, result.RuntimeId, result.Reason, result.Detail));
        AuditEnvelope record = world.Ledger.Emitted[^1];
        Assert.Equal((TestWorld.Acme, "policy_denied", "corr-2"), (record.Tenant, record.ReasonCode, record.CorrelationId));
    }

    [Fact]
    public async Task Issue_ThePlatformItself_IsRefused()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        AccessPermit permit = await EarnAsync(world, world.World.Claim(TenantId.Platform, "operator.admin"), TenantId.Platform, allowed: false);
        Assert.Null(permit);
    }

    [Fact]
    public async Task Issue_AcrossTenants_IsRefused()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(options: static o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope);
        AccessPermit permit = await EarnAsync(world, world.World.Claim(TenantId.Platform, "operator.admin"), Hooli);
        Assert.Equal((Hooli, TenantId.Platform), (permit.Tenant, permit.EffectiveTenant));

        RuntimeTokenResult result = await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest(), ExchangeWorld.Cancel);

        Assert.Equal((null, DenyReason.PolicyDenied, "crosses_tenants"), (result.Token, result.Reason, result.Detail));
    }

    [Fact]
    public async Task Issue_APermitForSomethingElse_Throws()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        AccessAction other = world.Engine.Action("operator.read");
        var request = new AccessRequest(world.World.Claim(TestWorld.Acme, "operator.read"), other, ResourceRef.Collection(TestWorld.Acme), world.Time.Now);
        world.Engine.Authorize(in request, out AccessPermit? permit);

        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await world.Runtimes.IssueAsync(permit!, new RuntimeTokenRequest(), ExchangeWorld.Cancel));
    }

    [Fact]
    public async Task Issue_AskedForMore_GivesWhatTheClaimReaches()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(Hooli, "alice");
        AccessPermit permit = await PermitAsync(world, "alice", Hooli);
        TenantScopedScope[] asked =
        [
            TenantScopedScope.ForTenant("operator.sessions.read", Hooli), TenantScopedScope.ForTenant("operator.admin", Hooli),
            TenantScopedScope.ForTenant("operator.read", Umbrella), TenantScopedScope.Global("operator.read"),
        ];

        RuntimeTokenResult result = await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest { Scopes = asked }, ExchangeWorld.Cancel);
        RuntimeTokenResult nothing = await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest { Scopes = asked[1..] }, ExchangeWorld.Cancel);

        Assert.Equal(["operator.sessions.read@hooli"], new JsonWebToken(result.Token).Claims.Where(static c => c.Type == "scopes").Select(static c => c.Value));
        Assert.Equal((null, DenyReason.ScopeMissing), (nothing.Token, nothing.Reason));
    }

    [Theory]
    [InlineData(5, null, 5)]
    [InlineData(300, 30, 30)]
    [InlineData(300, 3600, 120)]
    [InlineData(60, 90, 60)]
    public async Task Issue_EndsNoLaterThanTheClaim(int claimSeconds, int? asked, int expected)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(home: o => o.Speaks.MaxLifetime = TimeSpan.FromSeconds(claimSeconds));
        await world.JoinAsync(Hooli, "alice");
        AccessPermit permit = await PermitAsync(world, "alice", Hooli);

        RuntimeTokenResult result = await world.Runtimes.IssueAsync(
            permit, new RuntimeTokenRequest { Lifetime = asked is { } s ? TimeSpan.FromSeconds(s) : null }, ExchangeWorld.Cancel);

        Assert.Equal(world.Time.Now.AddSeconds(expected), result.ExpiresAt);
        Assert.Equal(world.Time.Now.AddSeconds(expected).UtcDateTime, new JsonWebToken(result.Token).ValidTo);
    }

    [Fact]
    public async Task Issue_RevokedMember_Throws()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(Hooli, "alice");
        AccessPermit permit = await PermitAsync(world, "alice", Hooli);
        world.Directory.RevokeMember(Hooli, world.Provider.Issuer, "alice", mayReturn: true);

        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest(), ExchangeWorld.Cancel));
    }

    [Fact]
    public async Task Issue_RevokedOrMovedWhileItIsMinted_HandsOutNothing()
    {
        var during = new Queue<Action<TenantDirectory>>();
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(b => MintSpy.PutBefore(b, ExchangeWorld.Cells, (_, directory) => during.Dequeue()(directory)));
        await world.JoinAsync(Hooli, "alice");
        during.Enqueue(_ => world.WriteAsync(DirectoryChange.Describe(Hooli, null, null, "cell-9", null)).GetAwaiter().GetResult());
        during.Enqueue(directory => directory.RevokeMember(Hooli, world.Provider.Issuer, "alice", mayReturn: true));
        AccessPermit permit = await PermitAsync(world, "alice", Hooli);

        Assert.Null((await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest(), ExchangeWorld.Cancel)).Token);
        RuntimeTokenResult revoked = await world.Runtimes.IssueAsync(permit, new RuntimeTokenRequest(), ExchangeWorld.Cancel);
        Assert.Equal((null, DenyReason.Revoked), (revoked.Token, revoked.Reason));
    }

    [Fact]
    public async Task Mint_ForTheRuntimeOfAnotherTenant_Throws()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        ITenantTokenIssuer mint = world.KeyedMint(ExchangeWorld.Cells);

        await Assert.ThrowsAsync<ArgumentException>(async () => await mint.IssueAsync(
            new TenantTokenRequest { Tenant = Hooli, Subject = "alice", Audience = "cell-umbrella" }, ExchangeWorld.Cancel));
        Assert.NotNull(await mint.IssueAsync(new TenantTokenRequest { Tenant = Hooli, Subject = "alice", Audience = "cell-hooli" }, ExchangeWorld.Cancel));
    }

    private static async Task<AccessPermit> PermitAsync(ExchangeWorld world, string subject, TenantId tenant) =>
        await EarnAsync(world, await world.ClaimAsync(await world.TokenAsync(subject, tenant.ToString())), tenant);

    private static async Task<AccessPermit> EarnAsync(ExchangeWorld world, VerifiedTenantClaim claim, TenantId tenant, bool allowed = true)
    {
        AccessResult result = await world.Engine.AuthorizeAsync(new AccessRequest(claim, world.Runtimes.Issue, ResourceRef.Collection(tenant), world.Time.Now));
        Assert.Equal(allowed, result.IsAllowed);
        return result.Permit!;
    }

    private static async Task<AccessRequest> RequestAsync(ExchangeWorld world, string token, TenantId tenant) =>
        new(await world.ClaimAsync(token), world.Runtimes.Issue, ResourceRef.Collection(tenant), world.Time.Now);
}
