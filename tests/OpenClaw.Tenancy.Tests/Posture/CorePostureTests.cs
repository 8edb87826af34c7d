using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Posture;

/// <summary>What the rules that every host has find in it, each with its fix.</summary>
public sealed class CorePostureTests
{
    [Theory]
    [InlineData(TenancyMode.Shared, null, "durable")]
    [InlineData(TenancyMode.Shared, CrossTenantAccess.Never, "durable")]
    [InlineData(TenancyMode.Shared, CrossTenantAccess.BreakGlass, "durable", TenancyNoGo.UnauditedBreakGlass)]
    [InlineData(TenancyMode.Shared, CrossTenantAccess.BreakGlass, "durable and read")]
    [InlineData(TenancyMode.Shared, CrossTenantAccess.GlobalScope, "durable", TenancyNoGo.ForeignQuery, TenancyNoGo.UnauditedBreakGlass)]
    [InlineData(TenancyMode.Shared, null, "in memory", TenancyNoGo.LedgerAbsent)]
    [InlineData(TenancyMode.Disabled, null, "durable", TenancyNoGo.ForeignQuery)]
    public async Task Host_is_what_its_options_and_its_ledger_make_it(TenancyMode mode, CrossTenantAccess? crossing, string ledger, params TenancyNoGo[] found)
    {
        using var host = new TestWorld(o => (o.Mode, o.CrossTenantAccess) = (mode, crossing), b =>
        {
            b.UseLedger(_ => ledger == "in memory" ? new InMemoryAuditLedger() : new DurableLedger());
            if (ledger == "durable and read")
            {
                b.Services.AddSingleton<IAuditTrailStore>(static _ => throw new NotSupportedException());
            }
        });

        List<(TenancyNoGo NoGo, string Finding)> findings = [];
        foreach (ITenancyPostureRule rule in host.Services.GetServices<ITenancyPostureRule>())
        {
            findings.AddRange((await rule.FindAsync(TestContext.Current.CancellationToken)).Select(f => (rule.NoGo, f)));
        }

        Assert.Equal(found, findings.Select(static f => f.NoGo).Order());
        Assert.All(findings, static f => Assert.Matches("(Set it to|Register (one|a durable one)) .+\\.$", f.Finding));
    }

    [Theory]
    [InlineData(TenancyNoGo.SharedFileSystem, "shared_file_system")]
    [InlineData(TenancyNoGo.ForeignQuery, "foreign_query")]
    [InlineData(TenancyNoGo.OpenOrSharedSecret, "open_or_shared_secret")]
    [InlineData(TenancyNoGo.UnauditedBreakGlass, "unaudited_break_glass")]
    [InlineData(TenancyNoGo.LedgerAbsent, "ledger_absent")]
    [InlineData(TenancyNoGo.RowSecurityOff, "row_security_off")]
    [InlineData(TenancyNoGo.EndpointWithoutTenancy, "endpoint_without_tenancy")]
    [InlineData(TenancyNoGo.Unspecified, "unspecified")]
    [InlineData((TenancyNoGo)99, "unspecified")]
    public void Code_of_an_entry_never_changes(TenancyNoGo entry, string code) => Assert.Equal(code, entry.ToCode());
}
