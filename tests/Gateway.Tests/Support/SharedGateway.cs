namespace Gateway.Tests.Support;

/// <summary>One gateway for all tests of a class; they only add to it.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    public RunningGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await RunningGateway.StartAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
