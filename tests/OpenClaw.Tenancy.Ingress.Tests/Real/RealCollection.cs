namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>One after the other, and beside nothing else: a gateway takes a gigabyte and a processor.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealCollection : ICollectionFixture<RealCells>, ICollectionFixture<SharedWorld>
{
    public const string Name = "real gateways";
}
