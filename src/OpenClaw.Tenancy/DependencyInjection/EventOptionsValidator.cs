using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks at start how much of events is held: all errors at once, each with its fix.</summary>
internal sealed class EventOptionsValidator : IValidateOptions<EventOptions>
{
    private const int Most = 1_000_000;

    public ValidateOptionsResult Validate(string? name, EventOptions options)
    {
        string[] errors = [.. Errors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(EventOptions options)
    {
        if (options.Families is null)
        {
            yield return "EventOptions.Families is null. Use EventFamilies.OpenClaw, or a table of your own.";
        }

        if (options.MaxSubscribers is <= 0 or > Most || options.MaxSubscribersPerTenant is <= 0 or > Most)
        {
            yield return "Set EventOptions.MaxSubscribers and EventOptions.MaxSubscribersPerTenant to between one and a million.";
        }

        if (options.QueueLength is <= 0 or > Most || options.MaxFollowedSessions is <= 0 or > Most)
        {
            yield return "Set EventOptions.QueueLength and EventOptions.MaxFollowedSessions to between one and a million.";
        }

        if (options.MaxEventBytes <= 0 || options.QueueBytes < options.MaxEventBytes)
        {
            yield return "Set EventOptions.MaxEventBytes to more than zero, and EventOptions.QueueBytes to no less than that: a subscriber who waits for one event must have room for it.";
        }
    }
}
