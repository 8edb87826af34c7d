using System.Text;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Hosting.Posture;

/// <summary>The no-go list, each entry with what was found of it.</summary>
/// <remarks>Immutable.</remarks>
public sealed class TenancyPostureReport
{
    internal TenancyPostureReport(IReadOnlyList<TenancyPostureItem> items) => Items = items;

    /// <summary>Every entry of the list, in its order.</summary>
    public IReadOnlyList<TenancyPostureItem> Items { get; }

    /// <summary>Whether nothing was found but what was accepted.</summary>
    public bool IsSound => Items.All(static i => i.State != TenancyPostureState.Found);

    /// <summary>The list as lines of text.</summary>
    /// <returns>A line for each entry, and an indented one for each finding.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (TenancyPostureItem item in Items)
        {
            text.Append(item.NoGo.ToCode()).Append(": ").Append(TextOf(item)).Append('\n');
            foreach (string finding in item.Findings)
            {
                text.Append("  ").Append(finding).Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string TextOf(TenancyPostureItem item) => item.State switch
    {
        TenancyPostureState.Sound => "no",
        TenancyPostureState.NotInUse => "not in use",
        TenancyPostureState.Accepted => $"accepted ({item.Reason})",
        _ => "FOUND",
    };
}
