using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Posture;
using OpenClaw.Tenancy.Hosting.Tests.Auditing;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Posture;

/// <summary>What each rule of the core finds, and what becomes of a rule that cannot look.</summary>
public sealed class PostureRuleTests
{
    [Theory]
    [InlineData(TenancyMode.Disabled, null, "Disabled")]
    [InlineData(TenancyMode.Shared, CrossTenantAccess.GlobalScope, "GlobalScope")]
    [InlineData(TenancyMode.Shared, CrossTenantAccess.BreakGlass, null)]
    [InlineData(TenancyMode.Shared, null, null)]
    public async Task Foreign_query(TenancyMode mode, CrossTenantAccess? crossing, string? found)
    {
        using IHost host = PostureHost.Build(static b => b.UseLedger(static _ => new DurableLedger()), options: o => (o.Mode, o.CrossTenantAccess) = (mode, crossing));

        TenancyPostureItem item = await host.LookAsync(TenancyNoGo.ForeignQuery);

        Assert.Equal(found is null ? TenancyPostureState.Sound : TenancyPostureState.Found, item.State);
        Assert.Equal(found is null ? 0 : 1, item.Findings.Count);
        Assert.All(item.Findings, f => Assert.Contains(found!, f, StringComparison.Ordinal));
    }

    // A ledger that ends with the process is refused before anything is looked at.
    [Theory]
    [InlineData(CrossTenantAccess.BreakGlass, false, TenancyPostureState.Found)]
    [InlineData(null, true, TenancyPostureState.Found)]
    [InlineData(CrossTenantAccess.Never, false, TenancyPostureState.Sound)]
    [InlineData(null, false, TenancyPostureState.Sound)]
    public async Task Break_glass_over_a_ledger_that_nobody_can_read(CrossTenantAccess? crossing, bool hasGrants, TenancyPostureState state)
    {
        using var signer = new SwitchedSigner();
        using IHost host = PostureHost.Build(
            b =>
            {
                b.UseLedger(static _ => new DurableLedger());
                if (hasGrants)
                {
                    b.AddBreakGlass().Services.AddSingleton<ITenancySigner>(signer).AddKeyedSingleton<ITenantTokenIssuer, NoTokens>(TestWorld.Idp);
                }
            },
            options: o => o.CrossTenantAccess = crossing);

        Assert.Equal(state, (await host.LookAsync(TenancyNoGo.UnauditedBreakGlass)).State);
    }

    [Fact]
    public async Task Two_tenants_that_come_to_share_a_directory_while_the_host_runs()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        System.IO.Directory.CreateDirectory(folder);
        try
        {
            using IHost host = PostureHost.Build(b => b.UseLedger(static _ => new DurableLedger())
                .AddTenantDirectories(o => o.UseRoot(TestWorld.Acme, folder + "/a").UseRoot(TestWorld.Globex, folder + "/b")));
            await host.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal(TenancyPostureState.Sound, (await host.LookAsync(TenancyNoGo.SharedFileSystem)).State);

            System.IO.Directory.Delete(folder + "/b");
            System.IO.Directory.CreateSymbolicLink(folder + "/b", folder + "/a");

            TenancyPostureItem item = await host.LookAsync(TenancyNoGo.SharedFileSystem);
            Assert.Equal(TenancyPostureState.Found, item.State);
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Rule_that_throws_counts_as_found_and_nobody_is_told_why()
    {
        using IHost host = With(static _ => throw new InvalidOperationException("canary of acme"));

        TenancyPostureItem item = await host.LookAsync(TenancyNoGo.OpenOrSharedSecret);

        Assert.Equal((TenancyPostureState.Found, "ScriptedRule could not look (InvalidOperationException), so it counts as found."), (item.State, Assert.Single(item.Findings)));
    }

    [Fact]
    public async Task Rule_that_hangs_counts_as_found_in_time_and_is_told_to_end()
    {
        var told = new TaskCompletionSource();
        using IHost host = With(async token =>
        {
            await using CancellationTokenRegistration registration = token.Register(told.SetResult);
            await new TaskCompletionSource().Task;
            return [];
        });

        TenancyPostureItem item = await host.LookAsync(TenancyNoGo.OpenOrSharedSecret).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(TenancyPostureState.Found, item.State);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_no_package_looks_at_is_not_in_use()
    {
        using IHost host = PostureHost.Build(static b => b.UseLedger(static _ => new DurableLedger()));

        TenancyPostureReport report = await host.LookAsync();

        Assert.Equal(7, report.Items.Count);
        Assert.Equal(
            [TenancyNoGo.SharedFileSystem, TenancyNoGo.OpenOrSharedSecret, TenancyNoGo.RowSecurityOff, TenancyNoGo.EndpointWithoutTenancy],
            report.Items.Where(static i => i.State == TenancyPostureState.NotInUse).Select(static i => i.NoGo));
    }

    private static IHost With(Func<CancellationToken, ValueTask<IReadOnlyList<string>>> find) => PostureHost.Build(b => b.UseLedger(static _ => new DurableLedger())
        .Services.AddSingleton<ITenancyPostureRule>(new ScriptedRule(TenancyNoGo.OpenOrSharedSecret, find)), options: static o => o.DependencyTimeout = TimeSpan.FromMilliseconds(200));

    private sealed class NoTokens : ITenantTokenIssuer
    {
        public ValueTask<string> IssueAsync(TenantTokenRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
