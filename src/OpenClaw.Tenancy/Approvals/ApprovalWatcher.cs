using System.Threading.Channels;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>One who watches the approvals of one tenant, with a bounded number of events before him.</summary>
internal sealed class ApprovalWatcher(TenantId tenant, string? approval, int buffer)
{
    private readonly Channel<ApprovalEvent> _events = Channel.CreateBounded<ApprovalEvent>(
        new BoundedChannelOptions(buffer) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    internal TenantId Tenant { get; } = tenant;

    internal ChannelReader<ApprovalEvent> Events => _events.Reader;

    /// <summary>Hands him an event. SECURITY: the tenant is looked at here, at the last step, whatever the way to here was.</summary>
    internal void Offer(ApprovalEvent happened)
    {
        if (!happened.Tenant.Equals(Tenant) || (approval is not null && !string.Equals(happened.Approval.Id.ToString(), approval)))
        {
            return;
        }

        // One who waits for one approval looks himself: a mark that is there already is enough.
        if (!_events.Writer.TryWrite(happened) && approval is null)
        {
            _events.Writer.TryComplete(new ApprovalStreamLostException(
                "More approvals happened than this watcher took. List what is there, and watch anew."));
        }
    }
}
