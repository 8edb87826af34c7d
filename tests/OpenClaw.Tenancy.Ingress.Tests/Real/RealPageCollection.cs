namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>One after the other, and beside nothing else; each starts gateways of its own.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealPageCollection
{
    public const string Name = "real gateways of their own";
}
