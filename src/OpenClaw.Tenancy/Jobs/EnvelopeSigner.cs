using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Signs envelopes, and tells whose they are.</summary>
internal sealed class EnvelopeSigner(ITenancySigner signer, IReadOnlyList<VerificationKey> trusted, Patience patience)
{
    /// <summary>The signed text, or null where there is no signature that holds.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Reason: whatever goes wrong while it is signed, nothing is sealed.")]
    internal async ValueTask<string?> TrySignAsync(EnvelopeContent content, CancellationToken cancellationToken)
    {
        try
        {
            string unsigned = EnvelopeText.Unsigned(signer.Key.Id, content);
            byte[] bytes = EnvelopeText.ToSign(unsigned);
            byte[] signature = await patience.WaitForAsync(signer.SignAsync(bytes, cancellationToken), cancellationToken).ConfigureAwait(false);

            // What is carried is what will be looked at: a signer that is two keys at once seals nothing.
            return signer.Key.Verify(bytes, signature) ? EnvelopeText.Signed(unsigned, signature) : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The content of a text that a trusted key has signed, or null with the rule that it broke.</summary>
    internal EnvelopeContent? Read(string? text, out string? fault)
    {
        EnvelopeContent? content = null;
        fault = !EnvelopeText.TrySplit(text, out EnvelopeParts parts) ? "envelope_form"
            : !Keys(parts.Key).Any() ? "envelope_key"
            : !Keys(parts.Key).Any(key => key.Verify(EnvelopeText.ToSign(parts.Unsigned), parts.Signature)) ? "envelope_signature"
            : !EnvelopeFields.TryRead(parts.Content, out List<string>? fields) || !EnvelopeContent.TryRead(fields, out content) ? "envelope_form"
            : null;
        return content;
    }

    // The id of a key is short and proves nothing, so two keys may have one.
    private IEnumerable<VerificationKey> Keys(string id) => trusted.Prepend(signer.Key).Where(key => string.Equals(key.Id, id));
}
