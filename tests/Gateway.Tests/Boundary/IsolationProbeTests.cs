using Gateway.Tests.Support;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Testing.Probing;
using OpenClaw.Tenancy.Testing.Probing.Reports;
using OpenClaw.Tenancy.TestKit.Reports;

namespace Gateway.Tests.Boundary;

/// <summary>The probe of the testing package, on the real gateway.</summary>
public sealed class IsolationProbeTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Nothing_of_acme_reaches_globex()
    {
        using var count = new CaseCount("probe/attempts", "requests of the isolation probe, in which a tenant asks for what is another's");
        await using RunningGateway gateway = await RunningGateway.StartAsync(services: null, pinned: null, "initech");
        string suspended = gateway.Admin("initech");
        await gateway.MoveAsync("initech", TenantStatus.Suspended);
        string revoked = await RevokedKeyAsync(gateway);

        Answer leaving = await KeyAsync(gateway, "globex");
        var leaver = new ProbeLeaver(ProbeTenant.Bearer("globex", leaving.Member("key")), _ => RevokeAsync(gateway, "globex", leaving));

        using var probed = new ProbedGateway(gateway, Long, leaver);
        ProbeReport report = await IsolationProbe.RunAsync(
            probed.Subject(
            [
                ProbeTenant.Bearer("initech", suspended),
                ProbeTenant.Bearer("acme", revoked),
                ProbeTenant.Bearer("acme", Forgery.WithOtherSignature(gateway.Admin("acme"))),
            ]),
            TestContext.Current.CancellationToken);

        output.WriteLine(report.ToString());
        count.Add(report.Requests);
        report.ThrowIfAnyFailed();
        count.Held();
        Assert.True(report.Requests > 1000, $"{report.Requests} requests are too few to have tried everything.");
    }

    private static async Task<string> RevokedKeyAsync(RunningGateway gateway)
    {
        Answer made = await KeyAsync(gateway, "acme");
        await RevokeAsync(gateway, "acme", made);
        return made.Member("key");
    }

    private static Task<Answer> KeyAsync(RunningGateway gateway, string tenant) => gateway.SendAsync("POST", "/api/v1/keys", gateway.Admin(tenant), """{"role":"admin"}""");

    private static async Task RevokeAsync(RunningGateway gateway, string tenant, Answer key) =>
        Assert.Equal(200, (await gateway.SendAsync("DELETE", $"/api/v1/keys/{key.Member("id")}", gateway.Admin(tenant))).Status);
}
