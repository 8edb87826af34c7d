using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress;

/// <summary>The data that is part of the assembly.</summary>
internal static class EmbeddedJson
{
    /// <summary>Reads a resource.</summary>
    /// <param name="resource">Its name.</param>
    /// <returns>What it says, to be disposed of.</returns>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    internal static JsonDocument Read(string resource)
    {
        using Stream stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The resource {resource} is not in the assembly.");
        return JsonDocument.Parse(stream);
    }
}
