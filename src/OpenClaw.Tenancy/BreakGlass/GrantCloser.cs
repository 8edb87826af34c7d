using System.Security.Cryptography;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>Writes down that grants have ended by themselves. A singleton, safe for use by many threads.</summary>
/// <remarks>It is for the trails alone. That a grant is over is found at each use, whether or not anybody has written it down.</remarks>
public sealed class GrantCloser
{
    private readonly TenantDirectory _directory;
    private readonly IDirectoryWriter _writer;
    private readonly GrantTrail _trail;
    private readonly TimeProvider _time;
    private readonly string _self = "c" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal GrantCloser(TenantDirectory directory, IDirectoryWriter writer, GrantTrail trail, TimeProvider time) =>
        (_directory, _writer, _trail, _time) = (directory, writer, trail, time);

    /// <summary>Writes down each end that nobody has written down: in the platform's trail and in the target's, by one process of several.</summary>
    /// <param name="cancellationToken">Ends it; what is left over is done the next time.</param>
    /// <returns>How many were written down here.</returns>
    public async Task<int> CloseEndedAsync(CancellationToken cancellationToken)
    {
        int closed = 0;
        foreach (BreakGlassGrant grant in _directory.Grants)
        {
            closed += await TryCloseAsync(grant, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return closed;
    }

    private async Task<bool> TryCloseAsync(BreakGlassGrant grant, CancellationToken cancellationToken)
    {
        GrantStatus status = grant.StatusAt(_time.GetUtcNow());
        if (grant.IsClosed || status is not (GrantStatus.Ended or GrantStatus.Lapsed))
        {
            return false;
        }

        var begin = DirectoryChange.Of(new BreakGlassClosing { Tenant = grant.Target.ToString(), Grant = grant.Id.ToString(), By = _self });
        if (_directory.RefusalOf(begin) is not null || !(await _writer.WriteAsync(begin, cancellationToken).ConfigureAwait(false)).IsApplied)
        {
            return false;
        }

        // Of several processes one has come here. Where it dies on the way, another one does it a minute later.
        return await _trail.RecordAsync(Ended(grant, status), cancellationToken).ConfigureAwait(false)
            && (await _writer.WriteAsync(
                DirectoryChange.Of(new BreakGlassClosed { Tenant = grant.Target.ToString(), Grant = grant.Id.ToString(), By = _self }), cancellationToken).ConfigureAwait(false)).IsApplied;
    }

    private static GrantEvent Ended(BreakGlassGrant grant, GrantStatus status) => new()
    {
        Action = "break_glass.ended",
        Code = status == GrantStatus.Lapsed ? "lapsed" : "expired",
        Target = grant.Target,
        Grant = grant.Id.ToString(),
        Requester = grant.Requester,
        Approver = grant.Approver,
        Ticket = grant.Ticket,
        Scopes = grant.Scopes,
        Duration = grant.Duration,
        Stated = grant.Reason,
    };
}
