namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Tests that hear every host of the process, and so run while nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
