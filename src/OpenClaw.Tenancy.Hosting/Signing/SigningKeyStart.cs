using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Signing;

/// <summary>Opens the signing key when the host starts, so that one that cannot be used refuses the start and not the first signature.</summary>
internal sealed class SigningKeyStart(ITenancySigner signer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = signer.Key;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
