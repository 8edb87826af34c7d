namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>At which calls which fault.</summary>
/// <param name="Method">The name of the method; null for each.</param>
/// <param name="Fault">The fault.</param>
/// <param name="IsDue">Whether a call, counted from 1 over the methods that the rule is about, has it.</param>
internal sealed record ChaosRule(string? Method, ChaosFault Fault, Func<long, bool> IsDue)
{
    internal long Calls { get; set; }
}
