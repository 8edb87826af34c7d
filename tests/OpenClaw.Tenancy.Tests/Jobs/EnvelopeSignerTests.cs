using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Signing;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>A signer that fails, or signs with another key than it says, seals nothing.</summary>
public sealed class EnvelopeSignerTests
{
    [Theory]
    [InlineData("throws")]
    [InlineData("short")]
    [InlineData("other key")]
    public async Task Nothing_is_sealed(string fault)
    {
        using var signer = new FaultySigner(fault);
        using var world = new EnvelopeWorld(signer: signer);

        EnvelopeSealing sealing = await world.Envelopes.SealAsync(world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p" }, default, default);

        Assert.Equal((false, DenyReason.DependencyUnavailable, "signer"), (sealing.IsSealed, sealing.Reason, sealing.Detail));
        Assert.Equal("dependency_unavailable", Assert.Single(world.Ledger.Emitted).ReasonCode);
    }

    [Fact]
    public async Task Caller_may_end_the_waiting()
    {
        using var signer = new FaultySigner("hangs");
        using var world = new EnvelopeWorld(signer: signer);
        using var ended = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.Envelopes.SealAsync(world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p" }, default, ended.Token).AsTask());
    }
}
