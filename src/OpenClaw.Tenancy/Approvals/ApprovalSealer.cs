using System.Buffers;
using System.Globalization;
using System.Text;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>Signs what is kept of an approval, and tells whether it is still what was signed.</summary>
internal sealed class ApprovalSealer(ITenancySigner signer)
{
    private const string Domain = "openclaw-tenancy/approval/v1";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>The same record with its signature.</summary>
    internal async ValueTask<ApprovalRecord> SealAsync(ApprovalRecord record, CancellationToken cancellationToken)
    {
        byte[] signature = await signer.SignAsync(ContentOf(record), cancellationToken).ConfigureAwait(false);
        return signature.Length == VerificationKey.SignatureLength
            ? record with { Seal = Convert.ToHexStringLower(signature) }
            : throw new InvalidOperationException("The signer gave no signature of 64 bytes. Give both numbers of the ECDSA signature in 32 bytes each.");
    }

    internal bool Holds(ApprovalRecord record)
    {
        Span<byte> signature = stackalloc byte[VerificationKey.SignatureLength];
        return record.Seal is { Length: 2 * VerificationKey.SignatureLength } && !record.Seal.AsSpan().ContainsAnyExcept(Digits)
            && Convert.FromHexString(record.Seal, signature, out _, out _) == OperationStatus.Done
            && IsText(record) && signer.Key.Verify(ContentOf(record), signature);
    }

    // What is signed says what it is, so that it is no signature of anything else that the same key signs.
    private static byte[] ContentOf(ApprovalRecord record) => Encoding.ASCII.GetBytes($"{Domain}\n{DigestOf(record)}\n");

    // INVARIANT: every field but the seal. A test changes each of them in turn.
    private static Digest256 DigestOf(ApprovalRecord r) => FieldDigest.Of(
    [
        Domain, r.Tenant, r.Id, r.Run,
        .. Optional(r.RequesterUser), .. Optional(r.RequesterActorIssuer), .. Optional(r.RequesterActor), r.RequesterIssuer, r.RequesterSubject,
        r.Kind, r.Command, .. Optional(r.Cwd), .. Optional(r.Agent), .. Optional(r.Session), r.Digest, r.OffersAlways ? "1" : "0",
        Number(r.CreatedTicks), Number(r.ExpiresTicks), r.Status, .. Optional(r.Reason), .. Optional(r.Decision),
        .. Optional(r.ResolverTenant), .. Optional(r.ResolverIssuer), .. Optional(r.ResolverSubject), .. Optional(r.ResolverCredential), Number(r.ResolverGeneration),
        Number(r.ResolvedTicks), Number(r.Uses), Number(r.UsesLeft), .. Optional(r.SupersededBy), Number(r.Version),
    ]);

    private static string[] Optional(string? text) => text is null ? ["0", string.Empty] : ["1", text];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A store may hand back anything: a null where none can be, and half a surrogate pair, have no bytes to sign.
    private static bool IsText(ApprovalRecord record)
    {
        try
        {
            _ = DigestOf(record);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
