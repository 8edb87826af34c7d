using System.Buffers;
using System.Text;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Tests.Auditing.Checkpoints;

/// <summary>Checkpoints: one spelling for each, and none that the key did not sign.</summary>
public sealed class SignedCheckpointTests : IDisposable
{
    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_is_a_note_and_every_changed_byte_is_found(bool withTrail)
    {
        var plain = new LedgerCheckpoint("openclaw-tenancy/test", 20852163, Digest256.Of([1]));
        LedgerCheckpoint checkpoint = withTrail ? plain.With("acme", new TrailHead(7, Digest256.Of([2]))) : plain;
        SignedCheckpoint signed = await checkpoint.SignAsync(_signer, CancellationToken.None);
        byte[] text = Encoding.UTF8.GetBytes(signed.ToString());

        string[] lines = signed.ToString().Split('\n');
        Assert.Equal(withTrail ? 7 : 6, lines.Length);
        Assert.Equal(("openclaw-tenancy/test", "20852163"), (lines[0], lines[1]));
        Assert.StartsWith("\u2014 openclaw-tenancy/test ", lines[^2], StringComparison.Ordinal);
        Assert.True(Read(text)!.IsSignedBy(_signer.Key));
        for (int i = 0; i < text.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. text];
                changed[i] ^= (byte)(1 << bit);
                Assert.False(Read(changed)?.IsSignedBy(_signer.Key) ?? false);
            }
        }

        Assert.All(Enumerable.Range(0, text.Length), length => Assert.Null(Read(text[..length])));
        Assert.Null(Read([.. text, (byte)'\n']));
    }

    [Fact]
    public async Task Another_keys_signature_is_none()
    {
        using EcdsaSigner other = EcdsaSigner.Generate();
        SignedCheckpoint signed = await new LedgerCheckpoint("o", 1, Digest256.Of([1])).SignAsync(other, CancellationToken.None);

        Assert.False(signed.IsSignedBy(_signer.Key));
        Assert.True(signed.IsSignedBy(other.Key));
    }

    [Fact]
    public async Task Line_of_json_has_one_spelling()
    {
        SignedCheckpoint signed = await new LedgerCheckpoint("o", 1, Digest256.Of([1])).SignAsync(_signer, CancellationToken.None);
        var line = new ArrayBufferWriter<byte>();
        signed.WriteLine(line);
        byte[] text = line.WrittenSpan[..^1].ToArray();

        Assert.True(SignedCheckpoint.TryReadLine(text, out SignedCheckpoint? read));
        Assert.Equal(signed.ToString(), read.ToString());
        string[] others =
        [
            " " + Encoding.UTF8.GetString(text),
            Encoding.UTF8.GetString(text).Replace("\u2014", "\\u2014", StringComparison.Ordinal),
            Encoding.UTF8.GetString(text).Replace("{", "{\"a\":1,", StringComparison.Ordinal),
            "{}", "[]", "null", "{\"checkpoint\":1}", "{\"checkpoint\":null}", "x",
        ];
        Assert.All(others, other => Assert.False(SignedCheckpoint.TryReadLine(Encoding.UTF8.GetBytes(other), out _)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    [InlineData("\u00fc")]
    [InlineData("a\u007f")]
    public void Name_that_would_break_the_note_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new LedgerCheckpoint(name, 1, default));
        Assert.Throws<ArgumentException>(() => new LedgerCheckpoint("o", 1, default, name));
    }

    [Fact]
    public async Task Name_is_as_long_as_it_may_be_and_no_longer()
    {
        string name = new('n', 256);
        SignedCheckpoint longest = await new LedgerCheckpoint(name, long.MaxValue, Digest256.Of([1]), name, new TrailHead(long.MaxValue, Digest256.Of([2]))).SignAsync(_signer, CancellationToken.None);

        Assert.True(Read(Encoding.UTF8.GetBytes(longest.ToString()))!.IsSignedBy(_signer.Key));
        Assert.Throws<ArgumentException>(() => new LedgerCheckpoint(name + "n", 1, default));
        Assert.Throws<ArgumentException>(() => new LedgerCheckpoint("o", 1, default, name + "n"));
        Assert.Throws<ArgumentOutOfRangeException>("size", static () => new LedgerCheckpoint("o", -1, default));
        Assert.Throws<ArgumentException>(static () => new LedgerCheckpoint("o", 1, default, "acme", new TrailHead(-1, default)));
    }

    /// <summary>Whoever asks whether it is one is told no, and has none.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n\n\n\n\n")]
    [InlineData("o\nx\ny\n\nz\n")]
    [InlineData("o\nx\ny\nt\n\nz\n")]
    public void Text_of_as_many_lines_is_no_checkpoint(string? text)
    {
        Assert.False(SignedCheckpoint.TryRead(text, out SignedCheckpoint? read));
        Assert.Null(read);
    }

    [Fact]
    public async Task Line_with_another_text_is_no_checkpoint()
    {
        SignedCheckpoint signed = await new LedgerCheckpoint("o", 1, Digest256.Of([1])).SignAsync(_signer, CancellationToken.None);
        string text = signed.ToString();
        foreach (string other in new[] { text.Replace("\n1\n", "\n01\n", StringComparison.Ordinal), text.Replace("\u2014 o ", "\u2014 p ", StringComparison.Ordinal), text.Replace("=\n\n", "\n\n", StringComparison.Ordinal) })
        {
            Assert.NotEqual(text, other);
            Assert.False(SignedCheckpoint.TryRead(other, out _));
        }
    }

    private static SignedCheckpoint? Read(byte[] text) => SignedCheckpoint.TryRead(Encoding.UTF8.GetString(text), out SignedCheckpoint? read) ? read : null;
}
