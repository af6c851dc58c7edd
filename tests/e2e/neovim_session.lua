-- Driven by test_neovim.py: opens the file given to nvim with the shipped set-up, measures it through the code action
-- menu, applies the first measured edit the same way, and writes what happened as JSON to $PERFCODER_TEST_RESULT.

local root = os.getenv('PERFCODER_TEST_ROOT')
package.path = root .. '/editors/neovim/?.lua;' .. root .. '/tests/e2e/?.lua;' .. package.path

local driver = require('neovim_driver')
local result, wait_for = driver.result, driver.wait_for
driver.attach()

local function hints()
  return vim.diagnostic.get(0)
end
wait_for('hints', function()
  return #hints() > 0
end)
result.hint = hints()[1].message

-- The menu, answered by the first entry whose title begins like that; false where there is none.
local function choose(beginning)
  local titles = nil
  vim.ui.select = function(entries, options, on_choice)
    titles = {}
    for _, entry in ipairs(entries) do
      table.insert(titles, (options.format_item(entry)))
    end
    for index, title in ipairs(titles) do
      if vim.startswith(title, beginning) then
        result.chosen = title
        return on_choice(entries[index], index)
      end
    end
  end
  vim.lsp.buf.code_action()
  wait_for('the menu', function()
    return titles ~= nil
  end)
  return titles
end

result.before = choose('Measure optimizations of')
wait_for('the end of the measurement', function()
  return #result.messages > 0
end)
local changed = vim.api.nvim_buf_get_changedtick(0)
result.after = choose('Apply: ')
wait_for('the edit', function()
  return vim.api.nvim_buf_get_changedtick(0) ~= changed
end)
result.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
driver.finish()
