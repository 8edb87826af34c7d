using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>Changes of the directory that a user makes by showing identity tokens: each recorded before it is written.</summary>
internal sealed class IdentityChanges(IDirectoryWriter writer, ExchangeTrail trail)
{
    /// <summary>Records the change and makes it.</summary>
    /// <returns>The refusal, or null when it counts.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Reason: whether a change counts whose writing failed is unknown, and unknown is refused.")]
    internal async ValueTask<TenantIdentityResult?> MakeAsync(
        DirectoryChange change, AccessAction action, TenantId inTrailOf, UserId user, string? correlationId, CancellationToken cancellationToken)
    {
        if (!await trail.RecordAsync(action, inTrailOf, user, correlationId, cancellationToken).ConfigureAwait(false))
        {
            return TenantIdentityResult.Refused(DenyReason.AuditUnavailable, "audit");
        }

        try
        {
            DirectoryWrite write = await writer.WriteAsync(change, cancellationToken).ConfigureAwait(false);
            return write.Refusal is null ? null : write.Refusal.Reason == DirectoryRefusalReason.NotFound
                ? TenantIdentityResult.Refused(DenyReason.ResourceAbsent, "not_there")
                : TenantIdentityResult.Conflict("directory_conflict");
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return TenantIdentityResult.Refused(DenyReason.DependencyUnavailable, "directory_writer_fault");
        }
    }
}
