using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Claims;

/// <summary>Whether a grant is what was approved: the directory holds it, and the signature over it is the signer's.</summary>
// SECURITY: who can write the directory's journal could write a grant into it. He cannot sign it.
internal sealed class GrantSeal(ITenancySigner signer)
{
    internal bool Holds(BreakGlassGrant grant) => grant.Approval is { } approval && approval.IsSignedBy(signer.Key, grant.Digest);
}
