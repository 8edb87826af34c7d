namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>A real gateway that two tenants share, started once for all tests that only use it.</summary>
public sealed class SharedWorld : IAsyncLifetime
{
    public RealShared Shared { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (RealPrograms.Home is not null)
        {
            Shared = await RealShared.StartAsync();
        }
    }

    public ValueTask DisposeAsync() => Shared?.DisposeAsync() ?? ValueTask.CompletedTask;
}
