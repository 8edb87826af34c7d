using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>A signer that fails, or signs with another key than it says, seals nothing.</summary>
public sealed class EnvelopeSignerTests
{
    [Theory]
    [InlineData("throws")]
    [InlineData("short")]
    [InlineData("other")]
    public async Task Nothing_is_sealed(string fault)
    {
        using var world = new EnvelopeWorld(signer: new FaultySigner(fault));

        EnvelopeSealing sealing = await world.Envelopes.SealAsync(world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p" }, default, default);

        Assert.Equal((false, DenyReason.DependencyUnavailable, "signer"), (sealing.IsSealed, sealing.Reason, sealing.Detail));
        Assert.Equal("dependency_unavailable", Assert.Single(world.Ledger.Emitted).ReasonCode);
    }

    [Fact]
    public async Task Caller_may_end_the_waiting()
    {
        using var world = new EnvelopeWorld(signer: new FaultySigner("hangs"));
        using var ended = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.Envelopes.SealAsync(world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p" }, default, ended.Token).AsTask());
    }

    private sealed class FaultySigner(string fault) : ITenancySigner
    {
        private readonly EcdsaSigner _said = EcdsaSigner.Generate();
        private readonly EcdsaSigner _other = EcdsaSigner.Generate();

        public VerificationKey Key => _said.Key;

        public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            if (fault == "hangs")
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return fault switch
            {
                "throws" => throw new IOException(),
                "short" => new byte[63],
                _ => await _other.SignAsync(content, cancellationToken),
            };
        }
    }
}
