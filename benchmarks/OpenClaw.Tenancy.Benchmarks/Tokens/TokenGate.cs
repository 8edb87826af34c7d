using Microsoft.IdentityModel.JsonWebTokens;
using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.Tokens;

/// <summary>From a token's text to a verified claim: cold, cached, remembered by a connection, and beside the bare library call.</summary>
internal static class TokenGate
{
    public static void Run(GateReport report)
    {
        var cached = new TokenWorld();
        var cold = new TokenWorld(cached: 0);
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        var peer = new Measured("token.jsonwebtokenhandler-alone", 200, DecisionLoops.Repeat(
            () => handler.ValidateTokenAsync(cold.Token, cold.PeerParameters).GetAwaiter().GetResult().IsValid));
        var coldVerify = new Measured("token.cold", 200, DecisionLoops.Repeat(cold.Verify));
        var cachedVerify = new Measured("token.cached", 50_000, DecisionLoops.Repeat(cached.Verify));
        var memo = new Measured("token.memo", 500_000, DecisionLoops.Repeat(cached.Memo()));
        Measured.Interleave(peer, coldVerify, cachedVerify, memo);
        report.Print(peer);
        report.Print(coldVerify);
        report.Print(cachedVerify);
        report.Print(memo);
        report.AtLeast("token.cold-over-cached", coldVerify.Nanoseconds / cachedVerify.Nanoseconds, "ratio", 40);
        report.AtLeast("token.cached-over-memo", cachedVerify.Nanoseconds / memo.Nanoseconds, "ratio", 5);
        report.AtMost("token.cached.bytes-limit", cachedVerify.Bytes, "B/op", 200);
    }
}
