using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Gate;
using OpenClaw.Tenancy.Benchmarks.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>What UseTenancy costs a request, beside ASP.NET Core's own authentication and authorization over the same endpoint.</summary>
internal static class RequestGate
{
    public static void Run(GateReport report)
    {
        const int Many = 20_000;
        var tokens = new TokenWorld();
        InProcessServer tenancy = RequestApps.Tenancy(tokens);
        InProcessServer validating = RequestApps.Policy<ValidatingAuthentication>(s => s.AddSingleton(tokens));
        InProcessServer free = RequestApps.Policy<FreeAuthentication>(_ => { });
        InProcessServer bare = RequestApps.Bare();
        InProcessServer off = RequestApps.Off();

        var bareCost = new Measured("request.bare", Many, Send(bare, tokens));
        var offCost = new Measured("request.tenancy-off", Many, Send(off, tokens));
        var memoCost = new Measured("request.tenancy-cached-token", Many, Send(tenancy, tokens));
        var cacheCost = new Measured("request.tenancy-cached-token-new-connection", Many, Send(tenancy, tokens, sameConnection: false));
        var freeCost = new Measured("request.free-authentication-and-policy", Many, Send(free, tokens));
        var validatingCost = new Measured("request.validating-authentication-and-policy", 200, Send(validating, tokens));
        Measured[] all = [bareCost, offCost, memoCost, cacheCost, freeCost, validatingCost];
        Measured.Interleave(all);
        foreach (Measured measured in all)
        {
            report.Print(measured);
        }

        report.AtLeast("request.validating-over-tenancy", validatingCost.Nanoseconds / memoCost.Nanoseconds, "ratio", 10);
        report.AtMost("request.tenancy-over-free", memoCost.Nanoseconds / freeCost.Nanoseconds, "ratio", 1);
        report.AtMost("request.tenancy-bytes-less-free", memoCost.Bytes - freeCost.Bytes, "B/op", -1);
        report.AtMost("request.off-bytes-less-bare", offCost.Bytes - bareCost.Bytes, "B/op", 0);
    }

    private static Action<int> Send(InProcessServer server, TokenWorld tokens, bool sameConnection = true) =>
        DecisionLoops.Repeat(() => server.Get(tokens.Header, sameConnection) == 200);
}
