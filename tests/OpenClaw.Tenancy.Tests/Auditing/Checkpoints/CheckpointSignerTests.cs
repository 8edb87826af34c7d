using System.Security.Cryptography;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Signing;

namespace OpenClaw.Tenancy.Tests.Auditing.Checkpoints;

/// <summary>A signer of the host's own is believed no more than its signature, and is not waited for without end.</summary>
public sealed class CheckpointSignerTests : IDisposable
{
    private static readonly LedgerCheckpoint Checkpoint = new("openclaw-tenancy/test", 3, Digest256.Of([1]));

    private readonly FaultySigner _signer = new();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task What_a_signer_of_the_host_signs_is_signed()
    {
        SignedCheckpoint signed = await Checkpoint.SignAsync(_signer, new ManualTime(), TestContext.Current.CancellationToken);

        Assert.True(signed.IsSignedBy(_signer.Key));
        Assert.Equal(Checkpoint.ToString(), signed.Checkpoint.ToString());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("empty")]
    [InlineData("short")]
    [InlineData("zeros")]
    [InlineData("other key")]
    [InlineData("other content")]
    public async Task What_is_no_signature_by_its_own_key_is_refused(string fault)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        _signer.Fault = fault;

        await Assert.ThrowsAsync<CryptographicException>(async () => await Checkpoint.SignAsync(_signer, token));
        await Assert.ThrowsAsync<CryptographicException>(async () => await Checkpoint.SignAsync(_signer, new ManualTime(), token));
    }

    [Fact]
    public async Task Signer_that_hangs_is_waited_for_ten_seconds()
    {
        var time = new ManualTime();
        _signer.Fault = "hangs";
        Task<SignedCheckpoint> signing = Checkpoint.SignAsync(_signer, time, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(signing.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Caller_may_end_the_waiting_sooner()
    {
        using var ended = new CancellationTokenSource();
        _signer.Fault = "hangs";
        Task<SignedCheckpoint> signing = Checkpoint.SignAsync(_signer, new ManualTime(), ended.Token).AsTask();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_missing_is_said_by_its_name()
    {
        SignedCheckpoint signed = await Checkpoint.SignAsync(_signer, CancellationToken.None);

        Assert.Throws<ArgumentNullException>("key", () => signed.IsSignedBy(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("signer", static async () => await Checkpoint.SignAsync(null!, CancellationToken.None));
    }
}
