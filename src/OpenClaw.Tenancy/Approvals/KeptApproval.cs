namespace OpenClaw.Tenancy.Approvals;

/// <summary>A record of a tenant as it was found, and whether it is what was sealed.</summary>
internal sealed class KeptApproval(TenantId tenant, ApprovalRecord record, bool isWhole)
{
    internal ApprovalRecord Record { get; } = record;

    internal bool IsWhole { get; } = isWhole;

    internal bool Is(ApprovalStatus status) => IsWhole && string.Equals(Record.Status, status.ToText());

    /// <summary>Whether its end has come. One whose end is no end that the desk would give has come to it.</summary>
    internal bool HasEndedAt(long nowTicks, TimeSpan maxLifetime) =>
        nowTicks >= Record.ExpiresTicks || Record.ExpiresTicks - Record.CreatedTicks > maxLifetime.Ticks || Record.ExpiresTicks <= Record.CreatedTicks;

    internal bool IsOf(Resources.RunId? run) => run is null || string.Equals(Record.Run, run.ToString());

    internal Approval? At(long nowTicks) => Approval.Of(Record, tenant, IsWhole, nowTicks);
}
