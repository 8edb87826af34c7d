namespace OpenClaw.Tenancy.Jobs;

/// <summary>What a store made of a new job.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Id">The id of the job that is kept, where there is one: the new one's, or that of the one that was there.</param>
public readonly record struct JobAddition(JobAdditionOutcome Outcome, string? Id);
