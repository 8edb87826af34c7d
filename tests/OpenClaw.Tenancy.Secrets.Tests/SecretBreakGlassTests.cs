using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>An operator of the platform reaches a tenant's secret by a grant alone, and both trails say so by name.</summary>
public sealed class SecretBreakGlassTests : IDisposable
{
    private const string Canary = "canary-4711";

    private static readonly SecretName Name = SecretName.From("openai");

    private readonly BreakGlassWorld _world = new(static b => b.AddTenantSecretReader().AddTenantSecretWriter().AddEphemeralSecretKey());
    private readonly List<IServiceScope> _scopes = [];

    [Fact]
    public async Task Use_by_a_grant_stands_in_both_trails_by_name_and_never_by_value()
    {
        await PutAsync();
        BreakGlassGrant grant = await _world.Open(BreakGlassWorld.Ask(scopes: ["operator.write"]));

        Assert.Equal(Canary, await ReadAsync(Scope(_world.Enter(grant))));

        foreach (TenantId trail in (TenantId[])[TenantId.Platform, TestWorld.Acme])
        {
            AuditEnvelope used = Assert.Single(_world.Ledger.Appended, e => e.Tenant == trail && e.Action == "secrets.use");
            Assert.Equal(
                ("openai", "alice", "grant", AuditOutcome.Allowed, TenantId.Platform, TestWorld.Acme, grant.Id.ToString(), "INC-1"),
                (used.ResourceId, used.Actor, used.Way, used.Outcome, used.EffectiveTenant, used.TargetTenant, used.GrantId, used.Details["ticket"]));
        }

        Assert.DoesNotContain(_world.Ledger.Appended, static e => e.Tenant == TestWorld.Globex && e.Action == "secrets.use");
        Assert.DoesNotContain(Canary, Written(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_by_a_grant_stands_in_both_trails_too()
    {
        await PutAsync();
        TenantContext operatorOf = Scope(_world.Enter(await _world.Open(BreakGlassWorld.Ask(scopes: ["operator.admin"]))));

        Assert.True((await Writer.RevokeAsync(operatorOf, Name, null, CancellationToken.None)).IsDone);

        Assert.Equal([TestWorld.Acme, TenantId.Platform], _world.Ledger.Appended.Where(static e => e.Action == "secrets.revoke" && e.ResourceId == "openai").Select(static e => e.Tenant).OrderBy(static t => t.ToString(), StringComparer.Ordinal));
        Assert.Equal("Revoked", await ReadAsync(Scope(_world.World.Claim(TestWorld.Acme, "operator.write"))));
    }

    [Fact]
    public async Task Without_a_record_in_both_trails_nothing_is_opened()
    {
        await PutAsync();
        TenantContext operatorOf = Scope(_world.Enter(await _world.Open(BreakGlassWorld.Ask(scopes: ["operator.write"]))));
        foreach (TenantId trail in (TenantId[])[TenantId.Platform, TestWorld.Acme])
        {
            _world.Ledger.BeforeAppend = (envelope, _) => envelope.Tenant == trail ? throw new IOException("The disk is full.") : ValueTask.CompletedTask;
            Assert.Equal("AuditUnavailable", await ReadAsync(operatorOf));
        }
    }

    [Fact]
    public async Task Without_a_grant_a_secret_is_refused_as_one_that_is_not_there()
    {
        string[] before = await WithoutAsync();
        await PutAsync();
        Assert.Equal(before, await WithoutAsync());
        Assert.DoesNotContain(Canary, Written(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_of_another_scope_or_another_tenant_opens_nothing()
    {
        await PutAsync();
        Assert.Equal("Denied", await ReadAsync(Scope(_world.Enter(await _world.Open(BreakGlassWorld.Ask(scopes: ["operator.read"]))))));
        Assert.Equal("NotFound", await ReadAsync(Scope(_world.Enter(await _world.Open(BreakGlassWorld.Ask("globex", ["operator.write"]))))));
    }

    [Fact]
    public async Task Lease_dies_with_its_grant()
    {
        await PutAsync();
        BreakGlassGrant grant = await _world.Open(BreakGlassWorld.Ask(scopes: ["operator.write"]));
        TenantContext operatorOf = Scope(_world.Enter(grant));
        SecretReading reading = await Reader.OpenAsync(operatorOf, Name, null, CancellationToken.None);
        Assert.Equal(Canary, Encoding.UTF8.GetString(reading.Lease!.Read().Span));

        Assert.True((await _world.Revoke(grant.Id.ToString())).IsDone);

        Assert.ThrowsAny<TenancyException>(() => reading.Lease.Read());
        Assert.Equal("Denied", await ReadAsync(operatorOf));
        reading.Lease.Dispose();
    }

    public void Dispose()
    {
        _scopes.ForEach(static s => s.Dispose());
        _world.Dispose();
    }

    private ITenantSecretReader Reader => _world.World.Services.GetRequiredService<ITenantSecretReader>();

    private ITenantSecretWriter Writer => _world.World.Services.GetRequiredService<ITenantSecretWriter>();

    private async Task PutAsync() => Assert.True((await Writer.PutAsync(
        Scope(_world.World.Claim(TestWorld.Acme, "operator.admin")), Name, Encoding.UTF8.GetBytes(Canary), null, CancellationToken.None)).IsDone);

    /// <summary>What an operator of the platform and another tenant's admin are answered, for each thing that can be asked.</summary>
    private async Task<string[]> WithoutAsync()
    {
        var answers = new List<string>();
        foreach (VerifiedTenantClaim claim in (VerifiedTenantClaim[])[_world.Operator(), _world.World.Claim(TestWorld.Globex, "operator.admin")])
        {
            answers.Add(await ReadAsync(Scope(claim)));
            answers.Add($"{(await Writer.RotateAsync(Scope(claim), Name, "x"u8.ToArray(), null, CancellationToken.None)).Fault}");
            answers.Add($"{(await Writer.RevokeAsync(Scope(claim), Name, null, CancellationToken.None)).Fault}");
            answers.Add($"{(await Writer.RemoveAsync(Scope(claim), Name, CancellationToken.None)).Fault}");
            SecretListing listing = await Writer.ListAsync(Scope(claim), null, 10, CancellationToken.None);
            answers.Add($"{listing.Fault} {listing.Secrets.Count}");
        }

        Assert.DoesNotContain("None", answers);
        return [.. answers];
    }

    private async Task<string> ReadAsync(TenantContext context)
    {
        SecretReading reading = await Reader.OpenAsync(context, Name, null, CancellationToken.None);
        using SecretLease? lease = reading.Lease;
        return lease is null ? reading.Fault.ToString() : Encoding.UTF8.GetString(lease.Read().Span);
    }

    private TenantContext Scope(VerifiedTenantClaim claim)
    {
        IServiceScope scope = _world.World.Services.CreateScope();
        _scopes.Add(scope);
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, permit: null, correlationId: null);
        return scope.ServiceProvider.GetRequiredService<TenantContext>();
    }

    private string Written() => JsonSerializer.Serialize(_world.Ledger.Appended.Concat(_world.Ledger.Emitted).Select(
        static e => new { e.Action, e.ResourceId, e.Actor, e.Detail, e.Details, e.StatedReason, e.ReasonCode, e.CorrelationId }));
}
