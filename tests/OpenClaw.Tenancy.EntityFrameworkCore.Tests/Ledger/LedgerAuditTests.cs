using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>A ledger in a database, read and taken out by permits.</summary>
public sealed class LedgerAuditTests : IDisposable
{
    private readonly LedgerDatabase _database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Permit_opens_the_trail_of_its_tenant_alone_and_taking_it_out_is_recorded_first()
    {
        await using EntityLedger ledger = _database.Open();
        TenantAudit audit = ledger.World.Services.GetRequiredService<TenantAudit>();
        await ledger.Append("alice");
        await ledger.Append("gustav", TestWorld.Globex);

        AccessPermit read = await EarnAsync(ledger, TestWorld.Globex, audit.Read);
        Assert.Equal("gustav", Assert.Single((await audit.ReadAsync(read, new AuditFilter(), Token)).Records).Envelope.Actor);
        Assert.True((await audit.CheckAsync(read, Token)).IsVerified);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => audit.ExportAsync(read, new MemoryStream(), Token));
        AccessPermit export = await EarnAsync(ledger, TestWorld.Globex, audit.Export);
        using var file = new MemoryStream();
        await audit.ExportAsync(export, file, Token);
        file.Position = 0;
        ExportVerdict verdict = await TrailExportVerifier.VerifyAsync(file, ledger.Key, kept: null, Token);
        Assert.True(verdict.IsWhole, verdict.Fault);
        Assert.Equal("audit.export", (await ledger.Records(TestWorld.Globex))[^1].Envelope.Action);
        Assert.Equal(verdict.Records, (await ledger.Entries(TestWorld.Globex)).Count);
        Assert.Equal(["1 alice"], await ledger.Trail());
    }

    [Fact]
    public async Task Permit_that_has_ended_reads_nothing()
    {
        await using EntityLedger ledger = _database.Open();
        TenantAudit audit = ledger.World.Services.GetRequiredService<TenantAudit>();
        AccessPermit read = await EarnAsync(ledger, TestWorld.Acme, audit.Read);
        ledger.Time.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => audit.ReadAsync(read, new AuditFilter(), Token));
    }

    [Fact]
    public async Task Act_that_needs_a_record_first_is_refused_where_the_database_does_not_take_it_and_a_denial_is_the_same()
    {
        var faults = new FaultyDatabase();
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(faults.Interceptors));
        await ledger.Append("first");
        PolicyEngine engine = ledger.World.Engine;
        AccessAction action = engine.Action("operator.admin", "members.add", AccessActionKind.TenantPrivilege);
        AccessRequest Request(params string[] scopes) => new(ledger.World.Claim(TestWorld.Acme, scopes), action, ResourceRef.Collection(TestWorld.Acme), ledger.Time.Now);

        Assert.True((await engine.DecideAsync(Request("operator.admin"), Token)).IsAllowed);
        faults.FailAt(1);
        Assert.Equal(DenyReason.AuditUnavailable, (await engine.DecideAsync(Request("operator.admin"), Token)).Reason);
        faults.FailAt(1);
        Assert.Equal(DenyReason.ScopeMissing, (await engine.DecideAsync(Request("operator.read"), Token)).Reason);
        faults.Mend();
        Assert.True((await engine.DecideAsync(Request("operator.admin"), Token)).IsAllowed);
        _database.Sql("UPDATE tenancy_ledger_head SET checkpoint = 'x'");
        Assert.Equal(DenyReason.AuditUnavailable, (await engine.DecideAsync(Request("operator.admin"), Token)).Reason);
        Assert.Equal(DenyReason.ScopeMissing, (await engine.DecideAsync(Request("operator.read"), Token)).Reason);
    }

    private static async Task<AccessPermit> EarnAsync(EntityLedger ledger, TenantId tenant, AccessAction action)
    {
        var request = new AccessRequest(ledger.World.Claim(tenant, "operator.admin"), action, ResourceRef.Collection(tenant), ledger.Time.Now);
        return (await ledger.World.Engine.AuthorizeAsync(request, Token)).Permit!;
    }
}
