namespace OpenClaw.Tenancy.Tests;

/// <summary>Tests that need the processors for themselves: two threads that aim at each other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
