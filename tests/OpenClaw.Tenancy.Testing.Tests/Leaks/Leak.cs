namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>A store with one thing wrong, and the rule that must find it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Operation">The operation at which it must be found.</param>
/// <param name="Make">Makes the store.</param>
public sealed record Leak(string Name, string RuleId, StoreOperations Operation, Func<MemorySubject> Make)
{
    public override string ToString() => Name;
}
