using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Auditing.Checkpoints;

/// <summary>What a ledger was at a moment: its name, how many records it had, and the root of their tree; in an export also where one trail ended.</summary>
/// <remarks>The text is a C2SP checkpoint (c2sp.org/tlog-checkpoint); the trail stands in one extension line. Immutable and safe for use by many threads.</remarks>
public sealed class LedgerCheckpoint
{
    private const int MaxOrigin = 256;
    private const string TrailWord = "trail";

    // All wait for it meanwhile, so a key service that hangs must not hold a ledger for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes a checkpoint.</summary>
    /// <param name="origin">The ledger's name: printable ASCII without spaces and plus signs.</param>
    /// <param name="size">How many records it has.</param>
    /// <param name="root">The root of their tree.</param>
    /// <param name="trail">The text of the tenant's id whose trail it names too, or null.</param>
    /// <param name="head">Where that trail ends.</param>
    /// <exception cref="ArgumentException">The origin or the trail is no such text.</exception>
    public LedgerCheckpoint(string origin, long size, Digest256 root, string? trail = null, TrailHead head = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (!IsName(origin) || (trail is not null && !IsName(trail)) || head.Length < 0)
        {
            throw new ArgumentException("A ledger's name and a trail are printable ASCII without spaces and plus signs.", nameof(origin));
        }

        (Origin, Size, Root, Trail, Head) = (origin, size, root, trail, head);
    }

    /// <summary>The ledger's name.</summary>
    public string Origin { get; }

    /// <summary>How many records it has.</summary>
    public long Size { get; }

    /// <summary>The root of their tree.</summary>
    public Digest256 Root { get; }

    /// <summary>The text of the tenant's id whose trail it names too, or null.</summary>
    public string? Trail { get; }

    /// <summary>Where that trail ends.</summary>
    public TrailHead Head { get; }

    /// <summary>The same checkpoint, naming where one trail ends.</summary>
    /// <param name="trail">The text of the tenant's id.</param>
    /// <param name="head">Where the trail ends.</param>
    /// <returns>The checkpoint, not signed.</returns>
    public LedgerCheckpoint With(string trail, TrailHead head) => new(Origin, Size, Root, trail, head);

    /// <summary>Signs it.</summary>
    /// <param name="signer">Signs.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The signed checkpoint.</returns>
    /// <exception cref="CryptographicException">What the signer gave is no signature by its own key.</exception>
    public async ValueTask<SignedCheckpoint> SignAsync(ITenancySigner signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signer);
        byte[] signature = await signer.SignAsync(Encoding.UTF8.GetBytes(ToString()), cancellationToken).ConfigureAwait(false);
        var signed = new SignedCheckpoint(this, signer.Key.Id, signature);

        // SECURITY: a record below a signature that nobody believes would be acknowledged, and be no record at the next start. A key in
        // this process answers for itself: the runtime made its signature and its public key from one object.
        return signer is EcdsaSigner || (signature is not null && signed.IsSignedBy(signer.Key))
            ? signed
            : throw new CryptographicException("What the signer gave is no signature by its own key.");
    }

    /// <summary>Signs it, for whoever holds a ledger meanwhile: a signer that hangs is waited for ten seconds and no longer.</summary>
    /// <param name="signer">Signs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting sooner.</param>
    /// <returns>The signed checkpoint.</returns>
    /// <exception cref="CryptographicException">What the signer gave is no signature by its own key.</exception>
    /// <exception cref="OperationCanceledException">It was waited for long enough.</exception>
    public async ValueTask<SignedCheckpoint> SignAsync(ITenancySigner signer, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await SignAsync(signer, either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
    }

    /// <summary>The text that is signed.</summary>
    /// <returns>Lines, each with its end.</returns>
    public override string ToString()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Base64(Root)}\n");
        return Trail is null ? text : text + string.Create(CultureInfo.InvariantCulture, $"{TrailWord} {Trail} {Head.Length} {Base64(Head.Hash)}\n");
    }

    /// <summary>Reads the lines of a checkpoint. Whether they are spelled as they would be written is for the caller to see.</summary>
    internal static LedgerCheckpoint? Read(ReadOnlySpan<string> lines)
    {
        if (lines.Length is not (3 or 4) || !TryNumber(lines[1], out long size) || Digest(lines[2]) is not { } root || !IsName(lines[0]))
        {
            return null;
        }

        if (lines.Length == 3)
        {
            return new LedgerCheckpoint(lines[0], size, root);
        }

        return lines[3].Split(' ') is [TrailWord, { } trail, { } length, { } hash]
            && IsName(trail) && TryNumber(length, out long count) && Digest(hash) is { } last
            ? new LedgerCheckpoint(lines[0], size, root, trail, new TrailHead(count, last))
            : null;
    }

    private static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxOrigin } && text.All(static c => c is > ' ' and < '\u007f' and not '+');

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static Digest256? Digest(string text)
    {
        Span<byte> bytes = stackalloc byte[Digest256.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length == bytes.Length ? Digest256.FromBytes(bytes) : null;
    }

    private static string Base64(Digest256 digest)
    {
        Span<byte> bytes = stackalloc byte[Digest256.Length];
        digest.CopyTo(bytes);
        return Convert.ToBase64String(bytes);
    }
}
