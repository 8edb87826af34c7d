namespace OpenClaw.Tenancy.Tests;

/// <summary>Tests that measure what the whole process holds, and so run while nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
