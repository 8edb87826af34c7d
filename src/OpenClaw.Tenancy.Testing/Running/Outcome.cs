using System.Text;

namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>What one call of the store gave, so that two of them can be held against each other.</summary>
internal sealed record Outcome
{
    internal static readonly Outcome Hung = new() { TimedOut = true };

    internal bool TimedOut { get; init; }

    internal Exception? Error { get; init; }

    internal IReadOnlyList<StoredObject> Objects { get; init; } = [];

    internal bool? Flag { get; init; }

    internal long? Number { get; init; }

    internal string? Id { get; init; }

    internal string? Cursor { get; init; }

    internal long? Total { get; init; }

    internal bool Answered => Error is null && !TimedOut;

    /// <summary>Whether anything of a tenant came out.</summary>
    internal bool GaveAnything => Objects.Count != 0 || Flag == true || Number > 0 || Total > 0 || Id is not null;

    internal bool Gave(Seeded seeded) => Objects.Any(o => o.Body.Contains(seeded.Mark, StringComparison.Ordinal));

    /// <summary>Whether anything came out that this tenant stored.</summary>
    internal bool GaveOf(TenantId owner) => Objects.Any(o => o.Body.StartsWith($"{owner} body ", StringComparison.Ordinal));

    /// <summary>Everything that the exception says, the inner ones too.</summary>
    internal string ErrorText
    {
        get
        {
            var text = new StringBuilder();
            for (Exception? error = Error; error is not null; error = error.InnerException)
            {
                text.Append(error.GetType().Name).Append(": ").Append(error.Message).Append('\n');
            }

            return text.ToString();
        }
    }

    /// <summary>What an outsider can tell of it: everything but the contents, with what the caller itself named taken out.</summary>
    internal string Shape(params IEnumerable<string> named)
    {
        string text = TimedOut ? "no answer in time"
            : Error is not null ? "threw " + ErrorText.TrimEnd()
            : $"gave objects={Objects.Count} flag={Flag?.ToString() ?? "-"} number={(Number is null ? "-" : "some")} id={(Id is null ? "-" : "some")}";
        return named.OrderByDescending(static n => n.Length).Aggregate(text, static (t, name) => t.Replace(name, "<named>", StringComparison.Ordinal));
    }
}
