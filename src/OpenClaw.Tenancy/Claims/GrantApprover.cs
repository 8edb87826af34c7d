using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Claims;

/// <summary>Whoever approved a grant: it opens nothing any more once something was taken from him since.</summary>
internal static class GrantApprover
{
    /// <summary>Whether his word still counts, as far as the directory knows him.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="approval">What he approved.</param>
    /// <param name="life">What he lives by, to be looked at again at each use.</param>
    // SECURITY: by the places of changes and by no clock. What was taken from him before he approved counts no more than it did then.
    internal static bool Of(TenantDirectory directory, GrantApproval approval, out Liveness life)
    {
        LinkedIdentity approver = approval.Approver;
        TenantEntry platform = directory.EntryOf(TenantId.Platform);
        bool isKey = string.Equals(approver.Issuer, ApiKeyEntry.Issuer) && directory.MemberOf(platform, approver.Issuer, approver.Subject) is null;
        life = new Liveness(directory, platform, approver.Issuer, approver.Subject, isKey ? approver.Subject : null);
        return life.WasHolderAlive && !life.RevokedBehind(approval.Sequence) && (!isKey || platform.KeyOf(approver.Subject) is { RevokedAt: null });
    }
}
