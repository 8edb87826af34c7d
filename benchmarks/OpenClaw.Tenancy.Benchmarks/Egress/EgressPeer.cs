using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Benchmarks.Egress;

/// <summary>A web server on the loopback that answers at once.</summary>
internal sealed class EgressPeer : IDisposable
{
    private readonly WebApplication _app;

    public EgressPeer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static o => o.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        byte[] answer = "ok"u8.ToArray();
        _app.Run(async context => await context.Response.Body.WriteAsync(answer));
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public int Port => new Uri(_app.Urls.First()).Port;

    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
