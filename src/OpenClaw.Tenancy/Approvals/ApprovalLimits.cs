namespace OpenClaw.Tenancy.Approvals;

/// <summary>What a tenant may have in a store of approvals.</summary>
/// <param name="MaxPending">How many pending approvals the tenant may have that have not ended, with one that is added.</param>
/// <param name="NowTicks">The moment, in UTC ticks: a pending one that has ended counts no more.</param>
/// <param name="ForgottenTicks">What ended before this moment, in UTC ticks, is removed along the way.</param>
public readonly record struct ApprovalLimits(int MaxPending, long NowTicks, long ForgottenTicks);
