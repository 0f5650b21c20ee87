"""The content management's pages about people, drafts and pictures, where ours differ from Wagtail's."""
