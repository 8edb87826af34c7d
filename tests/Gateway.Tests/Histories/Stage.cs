using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace Gateway.Tests.Histories;

/// <summary>Where histories are played: a gateway that is started anew in the same folder, and its clock.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SetTime _time = new();

    public RunningGateway Gateway { get; private set; } = null!;

    public static async Task<Stage> OpenAsync()
    {
        var stage = new Stage();
        await stage.StartAsync();
        return stage;
    }

    public async Task RestartAsync()
    {
        await Gateway.DisposeAsync();
        await StartAsync();
    }

    public void Pass(TimeSpan by) => _time.Set(by);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }

    // After a leap of the clock what the host knows of its tenants would be too old until it has looked once more.
    private async Task StartAsync() => Gateway = await RunningGateway.StartInAsync(_folder.Path, services: s =>
    {
        s.AddSingleton<TimeProvider>(_time);
        s.AddTenancy(static o => o.MaxSnapshotAge = TimeSpan.FromHours(1));
    });
}
