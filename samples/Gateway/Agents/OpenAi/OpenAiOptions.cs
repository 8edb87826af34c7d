using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

/// <summary>The OpenAI-compatible endpoint that answers; the section <c>Agent</c> of the configuration.</summary>
/// <param name="BaseUrl">The base of its addresses.</param>
/// <param name="Model">The model where none is asked for.</param>
/// <param name="KeyName">The name of the secret under which each tenant keeps its own key. SECURITY: there is no key of the host's.</param>
public sealed record OpenAiOptions(Uri BaseUrl, string Model, SecretName KeyName)
{
    private const string DefaultModel = "default";
    private const string DefaultKeyName = "llm_api_key";

    /// <summary>The options, or null when no endpoint is set; then the built-in agent answers.</summary>
    public static OpenAiOptions? Read(IConfigurationSection section)
    {
        if (section["BaseUrl"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            throw new TenancyConfigurationException(
                [$"{section.Path}:BaseUrl is no address. Use the base of an OpenAI-compatible endpoint, such as https://api.openai.com/v1, or http://127.0.0.1:11434/v1 on this machine, or leave it out."]);
        }

        return SecretName.TryFrom(section["Secret"] ?? DefaultKeyName, out SecretName? name)
            ? new OpenAiOptions(url, section["Model"] ?? DefaultModel, name)
            : throw new TenancyConfigurationException([$"{section.Path}:Secret is no name of a secret. Use one such as {DefaultKeyName}, or leave it out."]);
    }

    public override string ToString() => nameof(OpenAiOptions);
}
