namespace OpenClaw.Tenancy.Jobs;

/// <summary>What becomes of a job after an attempt, and when.</summary>
/// <param name="Fate">What.</param>
/// <param name="After">How long it waits, where it comes again.</param>
/// <param name="CountsAttempt">Whether the attempt counts.</param>
/// <param name="Reason">Why it is dead: a fixed word, or null.</param>
public sealed record JobSettlement(JobFate Fate, TimeSpan After, bool CountsAttempt, string? Reason = null)
{
    /// <summary>It is done.</summary>
    public static JobSettlement Done { get; } = new(JobFate.Done, TimeSpan.Zero, CountsAttempt: true);

    /// <summary>It comes again at once, as if it had not been taken.</summary>
    public static JobSettlement GivenBack { get; } = new(JobFate.Again, TimeSpan.Zero, CountsAttempt: false);
}
