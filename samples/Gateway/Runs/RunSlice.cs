namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>The events of a run after a certain one.</summary>
/// <param name="Events">The events, in their order.</param>
/// <param name="LastSequence">The number of the run's last event so far.</param>
/// <param name="IsEnded">Whether no event will follow.</param>
/// <param name="Changed">Ends when there is something new.</param>
public sealed record RunSlice(IReadOnlyList<RunEvent> Events, long LastSequence, bool IsEnded, Task Changed);
