using System.Security.Cryptography;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing.Checkpoints;

/// <summary>A signer of the host's own is believed no more than its signature, and is not waited for without end.</summary>
public sealed class CheckpointSignerTests : IDisposable
{
    private static readonly LedgerCheckpoint Checkpoint = new("openclaw-tenancy/test", 3, Digest256.Of([1]));

    private readonly EcdsaSigner _key = EcdsaSigner.Generate();
    private readonly EcdsaSigner _other = EcdsaSigner.Generate();

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task What_a_signer_of_the_host_signs_is_signed()
    {
        SignedCheckpoint signed = await Checkpoint.SignAsync(Signer("right"), new ManualTime(), TestContext.Current.CancellationToken);

        Assert.True(signed.IsSignedBy(_key.Key));
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

        await Assert.ThrowsAsync<CryptographicException>(async () => await Checkpoint.SignAsync(Signer(fault), token));
        await Assert.ThrowsAsync<CryptographicException>(async () => await Checkpoint.SignAsync(Signer(fault), new ManualTime(), token));
    }

    [Fact]
    public async Task Signer_that_hangs_is_waited_for_ten_seconds()
    {
        var time = new ManualTime();
        Task<SignedCheckpoint> signing = Checkpoint.SignAsync(Signer("hangs"), time, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(signing.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Caller_may_end_the_waiting_sooner()
    {
        using var ended = new CancellationTokenSource();
        Task<SignedCheckpoint> signing = Checkpoint.SignAsync(Signer("hangs"), new ManualTime(), ended.Token).AsTask();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_missing_is_said_by_its_name()
    {
        SignedCheckpoint signed = await Checkpoint.SignAsync(_key, CancellationToken.None);

        Assert.Throws<ArgumentNullException>("key", () => signed.IsSignedBy(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("signer", static async () => await Checkpoint.SignAsync(null!, CancellationToken.None));
    }

    private HostSigner Signer(string fault) => new(_key.Key, async content => fault switch
    {
        "nothing" => null!,
        "empty" => [],
        "short" => (await _key.SignAsync(content, CancellationToken.None))[1..],
        "zeros" => new byte[VerificationKey.SignatureLength],
        "other key" => await _other.SignAsync(content, CancellationToken.None),
        "other content" => await _key.SignAsync(content[1..], CancellationToken.None),
        "hangs" => await new TaskCompletionSource<byte[]>().Task,
        _ => await _key.SignAsync(content, CancellationToken.None),
    });

    private sealed class HostSigner(VerificationKey key, Func<ReadOnlyMemory<byte>, Task<byte[]>> sign) : ITenancySigner
    {
        public VerificationKey Key => key;

        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => new(sign(content));
    }
}
