namespace OpenClaw.Tenancy.Ingress.Tests.Cost;

/// <summary>Beside nothing else, so that what is counted is the relay's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CostCollection
{
    public const string Name = "cost";
}
