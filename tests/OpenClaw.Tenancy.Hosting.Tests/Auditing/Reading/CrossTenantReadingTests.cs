using System.Text;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing.Reading;

/// <summary>Another tenant's trail opens by a grant or by an override, which both trails hold before the first record is given out.</summary>
public sealed class CrossTenantReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_grant_or_the_override_nobody_reads_anothers_trail()
    {
        using var world = new AuditWorld();
        world.Emit(TestWorld.Globex, "gustav");
        foreach (AccessAction action in (AccessAction[])[world.Audit.Read, world.Audit.Export])
        {
            Assert.Null((await world.AskAsync(world.Host.Operator(), action, TestWorld.Globex)).Permit);
            Assert.Null((await world.AskAsync(world.Admin(TestWorld.Acme), action, TestWorld.Globex)).Permit);
        }

        Assert.DoesNotContain(await world.RecordsAsync(TestWorld.Globex), static r => r.Envelope.Action.StartsWith("audit.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("override", false)]
    [InlineData("override", true)]
    [InlineData("grant", false)]
    [InlineData("grant", true)]
    public async Task Crossing_is_in_both_trails_before_the_first_record_is_given_out(string way, bool export)
    {
        using var world = new AuditWorld(way == "override" ? static o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope : null);
        world.Emit(TestWorld.Acme, "alice");
        world.Emit(TestWorld.Globex, "gustav");
        VerifiedTenantClaim reader = way == "override"
            ? world.Host.Operator()
            : world.Host.Enter(await world.Host.Open(BreakGlassWorld.Ask("acme", ["operator.admin"])));
        AccessAction action = export ? world.Audit.Export : world.Audit.Read;
        AccessPermit permit = await world.EarnAsync(reader, action, TestWorld.Acme);
        List<AuditRecord> before = [];
        world.Trails.Before = async reading =>
        {
            if (reading == 1)
            {
                before.AddRange(await OnDiskAsync(world));
            }
        };

        if (export)
        {
            using var file = new MemoryStream();
            await world.ExportAsync(permit, file);
            string text = Encoding.UTF8.GetString(file.ToArray());
            Assert.Contains("alice", text, StringComparison.Ordinal);
            Assert.DoesNotContain("gustav", text, StringComparison.Ordinal);
        }
        else
        {
            IReadOnlyList<AuditRecord> read = (await world.ReadAsync(permit)).Records;
            Assert.Contains(read, static r => r.Envelope.Actor == "alice");
            Assert.All(read, static r => Assert.Equal(TestWorld.Acme, r.Envelope.Tenant));
        }

        Assert.Equal([TestWorld.Acme, TenantId.Platform], before.Select(static r => r.Envelope.Tenant).OrderBy(static t => t.ToString(), StringComparer.Ordinal));
        Assert.All(before, r =>
        {
            Assert.Equal((action.Name, way == "override" ? "global_scope" : "grant", AuditOutcome.Allowed), (r.Envelope.Action, r.Envelope.Way, r.Envelope.Outcome));
            Assert.Equal((TenantId.Platform, TestWorld.Acme), (r.Envelope.EffectiveTenant, r.Envelope.TargetTenant));
        });
        Assert.Single(before.Select(static r => r.Envelope.CorrelationId).Distinct());
    }

    [Fact]
    public async Task Grant_that_ends_between_two_pages_closes_the_trail()
    {
        using var world = new AuditWorld();
        world.Emit(TestWorld.Acme, "alice", 120);
        BreakGlassGrant grant = await world.Host.Open(BreakGlassWorld.Ask("acme", ["operator.admin"]));
        AccessPermit permit = await world.EarnAsync(world.Host.Enter(grant), world.Audit.Read);
        AuditPage first = await world.ReadAsync(permit);
        Assert.Equal(50, first.Records.Count);

        await world.Host.Revoke(grant.Id.ToString());

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => world.ReadAsync(permit, new AuditFilter { Before = first.Next }));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => world.Audit.CheckAsync(permit, Token));
    }

    [Fact]
    public async Task Export_of_a_tenant_holds_nothing_of_others_but_hashes()
    {
        using var world = new AuditWorld(static o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope);
        foreach (int i in Enumerable.Range(0, 40))
        {
            world.Emit(TestWorld.Acme, $"alice-{i}");
            world.Emit(TestWorld.Globex, $"gustav-{i}");
            world.Emit(TestWorld.Initech, $"ina-{i}");
            await world.AskAsync(world.Admin(TestWorld.Acme), world.Audit.Read, TestWorld.Globex);
            await world.AskAsync(world.Admin(TestWorld.Globex), world.Audit.Read, TestWorld.Acme);
        }

        await world.EarnAsync(world.Host.Operator(), world.Audit.Read, TestWorld.Globex);
        AccessPermit export = await world.EarnAsync(world.Admin(TestWorld.Acme), world.Audit.Export);
        await world.FlushAsync();
        using var file = new MemoryStream();
        await world.ExportAsync(export, file);
        byte[] bytes = file.ToArray();

        Assert.True(bytes.AsSpan().IndexOf("alice-39"u8) >= 0);
        foreach (string foreign in (string[])["globex", "initech", "gustav", "ina-", "mismatch", "platform"])
        {
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(foreign)) < 0, foreign);
        }
    }

    [Fact]
    public async Task Tenant_without_records_and_one_that_is_unknown_look_the_same_to_a_stranger()
    {
        using var world = new AuditWorld();
        world.Emit(TestWorld.Globex, "gustav");
        AccessResult[] asked =
        [
            await world.AskAsync(world.Admin(TestWorld.Acme), world.Audit.Read, TestWorld.Initech),
            await world.AskAsync(world.Admin(TestWorld.Acme), world.Audit.Read, TenantId.From("hooli")),
            await world.AskAsync(world.Admin(TestWorld.Acme), world.Audit.Read, TestWorld.Globex),
        ];

        Assert.All(asked, static a => Assert.Null(a.Permit));
        Assert.Single(asked.Select(static a => (a.Decision.Reason, a.Decision.Way)).Distinct());
        IReadOnlyList<AuditRecord> seen = await world.RecordsAsync(TestWorld.Acme);
        Assert.Equal(3, seen.Count);
        Assert.Single(seen.Select(static r => (r.Envelope.Action, r.Envelope.ReasonCode, r.Envelope.TargetTenant, r.Envelope.ResourceId, r.Envelope.Detail)).Distinct());
        AuditPage empty = await world.ReadAsync(await world.EarnAsync(world.Admin(TestWorld.Initech), world.Audit.Read));
        Assert.Equal((0, null), (empty.Records.Count, empty.Next));
    }

    // What stands in both trails of this crossing, as the disk has it at that moment.
    private static async Task<IEnumerable<AuditRecord>> OnDiskAsync(AuditWorld world)
    {
        world.Trails.Before = null;
        List<AuditRecord> all = [];
        foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TenantId.Platform])
        {
            all.AddRange((await world.Host.World.Services.ReadTrailAsync(tenant, cancellationToken: Token)).Where(static r => r.Envelope.Action is "audit.read" or "audit.export"));
        }

        return all;
    }
}
