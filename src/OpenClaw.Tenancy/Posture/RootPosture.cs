using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Posture;

/// <summary>Whether each tenant still has a directory of its own: what was checked at the start can change below a running host.</summary>
internal sealed class RootPosture(IOptions<TenantDirectoryOptions> options, TenantDirectory directory) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.SharedFileSystem;

    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => new(RootSurvey.Run(options.Value, directory));
}
