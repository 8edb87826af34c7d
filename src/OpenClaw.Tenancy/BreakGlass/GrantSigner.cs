using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>Signs what was approved, and looks at what was signed.</summary>
internal sealed class GrantSigner(ITenancySigner signer, GrantSeal seal, Patience patience)
{
    internal bool Holds(BreakGlassGrant grant) => seal.Holds(grant);

    /// <summary>The approval that is about to be written, without a signature.</summary>
    internal BreakGlassApproved Draft(BreakGlassGrant grant, LinkedIdentity approver, DateTimeOffset now, byte[]? signature = null) => new()
    {
        Tenant = grant.Target.ToString(),
        Grant = grant.Id.ToString(),
        Approver = approver,
        Request = grant.Digest.ToString(),
        NotBeforeTicks = now.UtcTicks,
        NotAfterTicks = (now + grant.Duration).UtcTicks,
        Key = signer.Key.Id,
        Signature = Convert.ToBase64String(signature ?? new byte[VerificationKey.SignatureLength]),
    };

    /// <summary>The same approval signed, or null where there is no signature that holds.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Reason: whatever goes wrong while it is signed, nothing is approved.")]
    internal async ValueTask<BreakGlassApproved?> TrySignAsync(BreakGlassGrant grant, BreakGlassApproved draft, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = GrantApproval.Content(grant.Digest, draft.Approver, draft.NotBeforeTicks, draft.NotAfterTicks);
            byte[] signature = await patience.WaitForAsync(signer.SignAsync(content, cancellationToken), cancellationToken).ConfigureAwait(false);

            // What is written is what everybody will look at: a signer that is two keys at once approves nothing.
            return signer.Key.Verify(content, signature) ? Draft(grant, draft.Approver, new DateTimeOffset(draft.NotBeforeTicks, TimeSpan.Zero), signature) : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
