namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

/// <summary>The OpenAI-compatible endpoint that answers; the section <c>Agent</c> of the configuration.</summary>
public sealed record OpenAiOptions(Uri BaseUrl, string? ApiKey, string Model)
{
    private const string DefaultModel = "default";

    /// <summary>The options, or null when no endpoint is set; then the built-in agent answers.</summary>
    public static OpenAiOptions? Read(IConfigurationSection section)
    {
        if (section["BaseUrl"] is not { Length: > 0 } text)
        {
            return null;
        }

        bool usable = Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        return usable ? new OpenAiOptions(url!, section["ApiKey"], section["Model"] ?? DefaultModel) : throw new TenancyConfigurationException(
            [$"{section.Path}:BaseUrl is no address. Use the base of an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1, or leave it out."]);
    }

    public override string ToString() => nameof(OpenAiOptions);
}
