using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Checks at start that every connection is bounded: all errors at once, each with its fix.</summary>
internal sealed class LiveOptionsValidator : IValidateOptions<LiveOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveOptions options)
    {
        string[] errors = [.. Counts(options), .. Times(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Counts(LiveOptions options)
    {
        (string Name, long Value)[] counts =
        [
            (nameof(options.MaxConnections), options.MaxConnections), (nameof(options.MaxConnectionsPerTenant), options.MaxConnectionsPerTenant),
            (nameof(options.MaxHandshakes), options.MaxHandshakes), (nameof(options.MaxHandshakeBytes), options.MaxHandshakeBytes),
            (nameof(options.MaxMessageBytes), options.MaxMessageBytes), (nameof(options.MaxMessagesPerSecond), options.MaxMessagesPerSecond),
            (nameof(options.MaxBytesPerSecond), options.MaxBytesPerSecond), (nameof(options.MaxTenantMessagesPerSecond), options.MaxTenantMessagesPerSecond),
            (nameof(options.MaxTenantBytesPerSecond), options.MaxTenantBytesPerSecond),
        ];
        return counts.Where(static c => c.Value <= 0).Select(static c => $"Set LiveOptions.{c.Name} to more than zero.");
    }

    private static IEnumerable<string> Times(LiveOptions options)
    {
        (string Name, TimeSpan Value)[] times =
        [
            (nameof(options.HandshakeTimeout), options.HandshakeTimeout), (nameof(options.SendTimeout), options.SendTimeout), (nameof(options.CloseTimeout), options.CloseTimeout),
            (nameof(options.RecheckInterval), options.RecheckInterval), (nameof(options.KeepAliveInterval), options.KeepAliveInterval),
        ];
        return times.Where(static t => t.Value <= TimeSpan.Zero || t.Value > TimeSpan.FromMinutes(5)).Select(static t => $"Set LiveOptions.{t.Name} to more than zero and at most 5 minutes.");
    }
}
